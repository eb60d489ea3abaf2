"""高价值客户洞察: read → map → clean → join → analyse → find → compose → show or export."""
