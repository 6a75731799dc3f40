# Room view: sources and private headers, one a line.
libnaysay_a_SOURCES += \
	src/view/detail.c \
	src/view/draw.h \
	src/view/facets.c \
	src/view/frame.c \
	src/view/grid.c \
	src/view/list.c \
	src/view/pager.c \
	src/view/results.c \
	src/view/side.c \
	src/view/status.c \
	src/view/text.c \
	src/view/timeline.c \
	src/view/view.c
