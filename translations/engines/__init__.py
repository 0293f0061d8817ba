"""Translation engines, one file each with a class `Engine`; the protocol is in translations/engine.py."""
