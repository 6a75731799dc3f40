# Room text: sources and private headers, one a line.
libnaysay_a_SOURCES += \
	src/text/abbreviations.c \
	src/text/abbreviations.h \
	src/text/clean.c \
	src/text/fold.c \
	src/text/lexicon.c \
	src/text/linebreak.c \
	src/text/sentences.c \
	src/text/tokens.c \
	src/text/translit.c \
	src/text/translit.h \
	src/text/unicode.c \
	src/text/utf8.c
