# Room text: sources and private headers, one a line.
libnaysay_a_SOURCES +=
