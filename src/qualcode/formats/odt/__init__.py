"""OpenDocument texts (.odt, .ott, .fodt), read on lxml."""
