# Benchmarks: built and run by `make bench`, never by `make check`.
EXTRA_DIST += tests/bench/README.md tests/bench/bench_tui.sh

EXTRA_PROGRAMS += tests/bench/bench_tui
tests_bench_bench_tui_SOURCES = tests/bench/bench_tui.c
tests_bench_bench_tui_LDADD = tests/tui/libterm.a $(VTERM_LIBS) -lutil
CLEANFILES += $(EXTRA_PROGRAMS)

bench: bench-tui
bench-tui: naysay$(EXEEXT) tests/bench/bench_tui$(EXEEXT)
	$(AM_TESTS_ENVIRONMENT) $(srcdir)/tests/bench/bench_tui.sh

.PHONY: bench bench-tui

# Speakers by themselves, with gold spans given: see the head of the file.
EXTRA_PROGRAMS += tests/bench/speakers_given_spans
tests_bench_speakers_given_spans_SOURCES = tests/bench/speakers_given_spans.c
tests_bench_speakers_given_spans_LDADD = libnaysay.a $(NAYSAY_LIBS)

# Words, sentences, folding, lines and queries: MB a second.
EXTRA_PROGRAMS += tests/bench/bench_text
tests_bench_bench_text_SOURCES = tests/bench/bench_text.c
tests_bench_bench_text_LDADD = libnaysay.a $(NAYSAY_LIBS)
bench: bench-text
bench-text: tests/bench/bench_text$(EXEEXT)
	tests/bench/bench_text$(EXEEXT)
.PHONY: bench-text

# What the rules propose before anything is dropped: for assets/derive/cue_rules.py.
EXTRA_PROGRAMS += tests/bench/candidates
tests_bench_candidates_SOURCES = tests/bench/candidates.c
tests_bench_candidates_LDADD = libnaysay.a $(NAYSAY_LIBS)

# Kinds by themselves, with gold spans given: see the head of the file.
EXTRA_PROGRAMS += tests/bench/kinds_given_spans
tests_bench_kinds_given_spans_SOURCES = tests/bench/kinds_given_spans.c
tests_bench_kinds_given_spans_LDADD = libnaysay.a $(NAYSAY_LIBS)

# What extraction finds against what people marked, with intervals:
#   make eval CORPORA=../shared/corpora
CORPORA = $(top_srcdir)/../shared/corpora
EXTRA_DIST += tests/bench/eval.py
eval: naysay$(EXEEXT)
	NAYSAY_DATADIR=$(abs_top_srcdir)/assets $(PYTHON3) $(srcdir)/tests/bench/eval.py \
		./naysay$(EXEEXT) $(CORPORA)/..
PYTHON3 = python3
.PHONY: eval

# Extraction by itself: MB a second of one thread, the slowest article.
#   find FOLDER -type f | tests/bench/bench_extract assets/lexicon assets/model
EXTRA_PROGRAMS += tests/bench/bench_extract
tests_bench_bench_extract_SOURCES = tests/bench/bench_extract.c
tests_bench_bench_extract_LDADD = libnaysay.a $(NAYSAY_LIBS)

# What benchmarks share, and the corpora they make.
bench_shared = tests/bench/measure.c tests/bench/measure.h
EXTRA_DIST += tests/bench/corpora.sh

# Queries against FTS5 and rg; time and memory as corpora grow.
EXTRA_PROGRAMS += tests/bench/bench_query
tests_bench_bench_query_SOURCES = tests/bench/bench_query.c $(bench_shared)
tests_bench_bench_query_LDADD = libnaysay.a $(NAYSAY_LIBS)
if HAVE_SQLITE
tests_bench_bench_query_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) -DNS_HAVE_SQLITE
tests_bench_bench_query_LDADD += $(SQLITE_LIBS)
endif
EXTRA_DIST += tests/bench/bench_query.sh tests/bench/bench_growth.sh
bench: bench-query bench-growth
bench-query: tests/bench/bench_query$(EXEEXT)
	$(AM_TESTS_ENVIRONMENT) $(srcdir)/tests/bench/bench_query.sh
bench-growth: naysay$(EXEEXT)
	$(AM_TESTS_ENVIRONMENT) $(srcdir)/tests/bench/bench_growth.sh
.PHONY: bench-query bench-growth

# The full-text index by itself, against FTS5 and Xapian.
EXTRA_PROGRAMS += tests/bench/bench_index
tests_bench_bench_index_SOURCES = tests/bench/bench_index.c $(bench_shared)
tests_bench_bench_index_LDADD = libnaysay.a $(NAYSAY_LIBS)
if HAVE_SQLITE
tests_bench_bench_index_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) -DNS_HAVE_SQLITE
tests_bench_bench_index_LDADD += $(SQLITE_LIBS)
endif
bench_xapian =
if HAVE_XAPIAN
bench_xapian += tests/bench/bench_xapian
EXTRA_PROGRAMS += tests/bench/bench_xapian
endif
# C++, whose headers need what banned.h poisons.
tests_bench_bench_xapian_SOURCES = tests/bench/bench_xapian.cc
tests_bench_bench_xapian_CPPFLAGS = $(XAPIAN_CFLAGS)
tests_bench_bench_xapian_LDADD = $(XAPIAN_LIBS)
EXTRA_DIST += tests/bench/bench_index.sh
bench: bench-index
bench-index: tests/bench/bench_index$(EXEEXT) $(bench_xapian)
	$(AM_TESTS_ENVIRONMENT) $(srcdir)/tests/bench/bench_index.sh
.PHONY: bench-index
