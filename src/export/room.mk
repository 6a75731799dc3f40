# Room export: sources and private headers, one a line.
libnaysay_a_SOURCES += src/export/json.c
