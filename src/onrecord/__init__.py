"""onrecord: who said what about whom, where and when, from a folder of news pages about a diplomatic dispute."""

__version__ = "0.1.0"
