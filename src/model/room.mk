# Room model: sources and private headers, one a line.
libnaysay_a_SOURCES += \
	src/model/action.c \
	src/model/actions.def \
	src/model/aside.c \
	src/model/command.c \
	src/model/copies.c \
	src/model/copies.h \
	src/model/inside.h \
	src/model/jump.c \
	src/model/key.c \
	src/model/keymap.c \
	src/model/keymap.h \
	src/model/layout.c \
	src/model/layout.h \
	src/model/listing.c \
	src/model/marks.c \
	src/model/marks.h \
	src/model/model.c \
	src/model/overlay.c \
	src/model/page.c \
	src/model/page.h \
	src/model/pager.c \
	src/model/pager.h \
	src/model/prompt.c \
	src/model/prompt.h \
	src/model/reading.c \
	src/model/reload.c \
	src/model/rows.c \
	src/model/rows.h \
	src/model/side.c \
	src/model/side.h \
	src/model/tally.c \
	src/model/tally.h \
	src/model/why.c \
	src/model/why.h
