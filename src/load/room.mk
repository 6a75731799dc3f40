# Room load: sources and private headers, one a line.
libnaysay_a_SOURCES += \
	src/load/builder.c \
	src/load/cache.c \
	src/load/corpus.c \
	src/load/cost.c \
	src/load/folder.c \
	src/load/folder.h \
	src/load/keep.c \
	src/load/keep.h \
	src/load/lister.c \
	src/load/pack.c \
	src/load/pack.h \
	src/load/pipeline.h \
	src/load/watch.c \
	src/load/watch.h \
	src/load/worker.c
