"""Shapes in which pages of many outlets are saved: the article comes out whole, and nothing else.

The articles are ours; the furniture around them has the shapes that real pages have.
"""

from __future__ import annotations

import pytest

from onrecord.sources.clean import label_lines

ARTICLE = (
    "The delta states on Tuesday welcomed a text that condemns the filling of the upstream reservoirs, calling it a "
    "strong message from the basin.",
    '"The text shows how seriously the commission takes the matter," their foreign ministry said in a statement.',
    "The upstream ministry rejected it.",
    "The text, tabled by two river states, was adopted by 11 votes to 4, with 5 abstentions.",
    "Two states voted against, saying that texts on single countries do not help.",
    "The plenary will vote next month.",
)
TITLE = "Delta states welcome text on reservoirs"
WHOLE = "\n\n".join(ARTICLE)


@pytest.mark.parametrize(
    "page",
    [
        f"{TITLE}\n2014/11/19 10:15\n\nShare\nLike\nSave\nPrint\nFont Size\n\n{WHOLE}\n\nsomeone@agency.example\n(END)",
        f"(LEAD) {TITLE}\nAll News 10:15 November 19, 2014\n\n(ATTN: ADDS more in last 3 paras)\n"
        f"By Ann Lee\n\n{WHOLE}\n\n"
        "(END)\nRelated Articles\nDams slam text\nCommission passes text\nKeywords\n#rivers",
        f"{TITLE}\n\nnews@daily.example / Nov. 20, 2014 10:02 KST\n\n{WHOLE}\n\n"
        f"news@daily.example / Nov. 20, 2014 10:02 KST\n\n"
        "Copyright © The Daily\n\nprevious\nMinister Visits Factory\nnext\nParliament Passes Budget",
        f"Daily\n  • 1\n{TITLE}\nPosted : 2014-11-19 17:02\nUpdated : 2014-11-19 17:02\n\n"
        f"A delegate speaks at the commission of the river states, Tuesday. / Yonhap\n\nBy Ann Lee\n\n{WHOLE}\n\n"
        "ann@daily.example\nMore articles by this reporter",
        f"Accessibility links\n\nSearch\n\nEast\n\n{TITLE}\n\n  • Ann Lee\n\nNovember 19, 2014 4:12 AM\n\n"
        f"FILE - Delegates are seen at the commission in this September 2014 photo.\n\n{WHOLE}\n\nFacebook Forum",
        f"{TITLE}\n\nAgence France-Presse in Geneva\n\nWed 19 Nov 2014 04.25 GMT\n\n"
        f"Last modified on Thu 20 Nov 2014 10.01 GMT"
        f"\n\nShares\n\n138\n\nThe hall of the commission. Photograph: Jo Bloggs/Getty Images\n\n"
        f"{WHOLE}\n\nTopics\n\nRivers"
        "\n\nDams\n\nShare on Facebook\n\nReuse this content",
        f"{TITLE}\n\nPublished\n19 November 2014\n\nShare\nclose panel\nShare page\nCopy link\nAbout sharing\n"
        "image source, AFP\nimage caption, The commission met on Tuesday\n\n"
        + "\n".join(ARTICLE)
        + "\n\nMore on this story\n\nDams fill up\n18 November 2014\n\nRelated Topics\n\nRivers\nDams",
        f"{TITLE}\nBy ANN LEE\nNovember 19, 2014\n\n{WHOLE}\n\n___\n\n"
        f"Follow our coverage at https://x.example\n\nADVERTISEMENT",
        f"ASIA\n\n{TITLE}\nBy ANN LEE and BO RAY\nNOV. 19, 2014\nContinue reading the main story\nShare This Page\n\n"
        + "\n\n".join(ARTICLE[:3])
        + "\n\nAdvertisement\nContinue reading the main story\n\n"
        + "\n\n".join(ARTICLE[3:])
        + "\n\nCy Fox contributed reporting from the capital.\n\n"
        "A version of this article appears in print on Page A4.",
        f"18 November 2014\nRC/SHC/4122\n\n{TITLE}\n\nSIXTY-NINTH SESSION,\n"
        f"46TH & 47TH MEETINGS (AM & PM)\n\n{WHOLE}\n\n"
        "For information media. Not an official record.",
        f"{TITLE}\n\nHome > National > Politics\n\nprint dictionary print\n\n{TITLE}\n\n"
        f"Minister Lee shakes hands with a delegate at the commission. [YONHAP]\n\n{WHOLE}\n\n"
        f"BY ANN LEE [ann@daily.example]",
        "\n".join(ARTICLE),
        WHOLE.replace("\n", "\r\n"),
    ],
)
def test_article_comes_out_whole_and_alone(page: str):
    """Every sentence of the article is body, and no line of the furniture is."""
    bodies = [page[line.start : line.end] for line in label_lines(page, "page") if line.label == "body"]
    assert bodies == list(ARTICLE)
