# Room index: sources and private headers, one a line.
libnaysay_a_SOURCES += \
	src/index/bits.h \
	src/index/facets.c \
	src/index/callouts.c \
	src/index/callouts.h \
	src/index/glance.c \
	src/index/needed.c \
	src/index/needed.h \
	src/index/pattern.c \
	src/index/phrase.c \
	src/index/phrase.h \
	src/index/query.c \
	src/index/query.h \
	src/index/query_find.c \
	src/index/query_near.c \
	src/index/query_parse.c \
	src/index/query_statement.c \
	src/index/query_term.c \
	src/index/query_value.c \
	src/index/query_write.c \
	src/index/rank.c \
	src/index/search.c \
	src/index/search.h \
	src/index/segment.c \
	src/index/segment_build.c \
	src/index/segment_build.h \
	src/index/segment_coding.h \
	src/index/segment_seal.c \
	src/index/segment_words.c \
	src/index/segment_words.h \
	src/index/sift.c \
	src/index/sift.h \
	src/index/similar.c \
	src/index/snapshot.c \
	src/index/snippet.c \
	src/index/timeline.c
