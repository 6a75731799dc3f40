# Room app: main, subcommands, the loop; not in the library.
bin_PROGRAMS += naysay
naysay_SOURCES += src/app/main.c \
	src/app/browse.c src/app/browse.h \
	src/app/editor.c src/app/editor.h \
	src/app/ending.c src/app/ending.h \
	src/app/environment.c src/app/environment.h \
	src/app/extract.c src/app/extract.h \
	src/app/hits.c src/app/hits.h \
	src/app/options.c src/app/options.h \
	src/app/report.c src/app/report.h \
	src/app/script.c src/app/script.h \
	src/app/search.c src/app/search.h \
	src/app/session.c src/app/session.h \
	src/app/stats.c src/app/stats.h
