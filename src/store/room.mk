# Room store: sources and private headers, one a line.
libnaysay_a_SOURCES += \
	src/store/config.c \
	src/store/paths.c \
	src/store/settings.c \
	src/store/state.c
