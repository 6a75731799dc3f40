# Room load: sources and private headers, one a line.
libnaysay_a_SOURCES += \
	src/load/builder.c \
	src/load/corpus.c \
	src/load/cost.c \
	src/load/lister.c \
	src/load/pipeline.h \
	src/load/watch.c \
	src/load/watch.h \
	src/load/worker.c
