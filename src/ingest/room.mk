# Room ingest: sources and private headers, one a line.
libnaysay_a_SOURCES += \
	src/ingest/article.c \
	src/ingest/blocks.c \
	src/ingest/blocks.h \
	src/ingest/boilerplate.c \
	src/ingest/byline.c \
	src/ingest/decode.c \
	src/ingest/decode.h \
	src/ingest/detect.c \
	src/ingest/list.c \
	src/ingest/list.h \
	src/ingest/outlet.c \
	src/ingest/read.c \
	src/ingest/reading.h \
	src/ingest/regions.c \
	src/ingest/repetition.c \
	src/ingest/roles.c \
	src/ingest/shape.c \
	src/ingest/shape.h \
	src/ingest/stated.c \
	src/ingest/title.c \
	src/ingest/words.c \
	src/ingest/words.h
