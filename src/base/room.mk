# Room base: sources and private headers, one a line.
libnaysay_a_SOURCES += \
	src/base/banned.h \
	src/base/error.c \
	src/base/file.c \
	src/base/log.c \
	src/base/map.c \
	src/base/memory.c \
	src/base/sha256.c \
	src/base/slice.c \
	src/base/thread.c \
	src/base/vec.c
