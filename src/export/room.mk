# Room export: sources and private headers, one a line.
libnaysay_a_SOURCES += src/export/hit.c
libnaysay_a_SOURCES += src/export/json.c
libnaysay_a_SOURCES += src/export/value.c src/export/value.h
