# Room index: sources and private headers, one a line.
libnaysay_a_SOURCES += \
	src/index/pattern.c \
	src/index/query.c \
	src/index/query.h \
	src/index/query_parse.c \
	src/index/snapshot.c
