# Room load: sources and private headers, one a line.
libnaysay_a_SOURCES += src/load/corpus.c
