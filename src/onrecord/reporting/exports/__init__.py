"""Findings for other tools: GEXF and GraphML, CSV with a data package, DNA statements, TimelineJS.

`export(data, to, out, study)` writes one of `FORMATS` and says which files. People without a public role and whom the
study protects stay out of every file, from the words quoted as evidence as well; rows that an analyst rejected too.
"""

from onrecord.reporting.exports.write import FORMATS, ExportError, export

__all__ = ["FORMATS", "ExportError", "export"]
