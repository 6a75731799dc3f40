# Fuzz targets: tests/fuzz/fuzz_NAME.c defines LLVMFuzzerTestOneInput, its
# corpus stands in tests/fuzz/corpus/NAME/. A new one takes three lines:
#   FUZZ_TARGETS += tests/fuzz/fuzz_NAME
#   tests_fuzz_fuzz_NAME_SOURCES = tests/fuzz/fuzz_NAME.c
#   tests_fuzz_fuzz_NAME_LDADD = $(FUZZ_LDADD)
# With --enable-fuzzing they are libFuzzer programs; else replay.c is their main.
FUZZ_TARGETS =

if ENABLE_FUZZING
FUZZ_LDADD = $(FUZZ_LDFLAGS) libnaysay.a $(NAYSAY_LIBS)
else
FUZZ_LDADD = tests/fuzz/libreplay.a libnaysay.a $(NAYSAY_LIBS)
endif

# --- each room its lines below ---
FUZZ_TARGETS += tests/fuzz/fuzz_input
tests_fuzz_fuzz_input_SOURCES = tests/fuzz/fuzz_input.c src/ui/input.c
tests_fuzz_fuzz_input_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/fuzz_text
tests_fuzz_fuzz_text_SOURCES = tests/fuzz/fuzz_text.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_text_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/fuzz_lexicon
tests_fuzz_fuzz_lexicon_SOURCES = tests/fuzz/fuzz_lexicon.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_lexicon_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/fuzz_config
tests_fuzz_fuzz_config_SOURCES = tests/fuzz/fuzz_config.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_config_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/fuzz_keys
tests_fuzz_fuzz_keys_SOURCES = tests/fuzz/fuzz_keys.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_keys_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/fuzz_search
tests_fuzz_fuzz_search_SOURCES = tests/fuzz/fuzz_search.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_search_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/fuzz_ingest
tests_fuzz_fuzz_ingest_SOURCES = tests/fuzz/fuzz_ingest.c tests/fuzz/fuzz_article.h tests/fuzz/fuzz.h
tests_fuzz_fuzz_ingest_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/fuzz_extract
tests_fuzz_fuzz_extract_SOURCES = tests/fuzz/fuzz_extract.c tests/fuzz/fuzz_article.h \
	tests/fuzz/fuzz_extraction.h tests/fuzz/fuzz.h
tests_fuzz_fuzz_extract_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/fuzz_postings
tests_fuzz_fuzz_postings_SOURCES = tests/fuzz/fuzz_postings.c tests/fuzz/fuzz.h \
	tests/unit/naive_index.h
tests_fuzz_fuzz_postings_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/fuzz_query
tests_fuzz_fuzz_query_SOURCES = tests/fuzz/fuzz_query.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_query_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/fuzz_state
tests_fuzz_fuzz_state_SOURCES = tests/fuzz/fuzz_state.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_state_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/fuzz_export
tests_fuzz_fuzz_export_SOURCES = tests/fuzz/fuzz_export.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_export_LDADD = $(FUZZ_LDADD)

FUZZ_TARGETS += tests/fuzz/fuzz_screen
tests_fuzz_fuzz_screen_SOURCES = tests/fuzz/fuzz_screen.c tests/fuzz/fuzz.h tests/unit/invented.c tests/unit/invented.h
tests_fuzz_fuzz_screen_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/fuzz_decode
tests_fuzz_fuzz_decode_SOURCES = tests/fuzz/fuzz_decode.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_decode_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/fuzz_roles
tests_fuzz_fuzz_roles_SOURCES = tests/fuzz/fuzz_roles.c tests/fuzz/fuzz_article.h tests/fuzz/fuzz.h
tests_fuzz_fuzz_roles_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/fuzz_weights
tests_fuzz_fuzz_weights_SOURCES = tests/fuzz/fuzz_weights.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_weights_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/fuzz_frozen
tests_fuzz_fuzz_frozen_SOURCES = tests/fuzz/fuzz_frozen.c tests/fuzz/fuzz_article.h \
	tests/fuzz/fuzz_extraction.h tests/fuzz/fuzz.h
tests_fuzz_fuzz_frozen_LDADD = $(FUZZ_LDADD)

# --- end ---
check_LIBRARIES += tests/fuzz/libreplay.a
tests_fuzz_libreplay_a_SOURCES = tests/fuzz/replay.c
check_PROGRAMS += $(FUZZ_TARGETS)
TESTS += tests/fuzz/replay.sh
EXTRA_DIST += tests/fuzz/replay.sh tests/fuzz/corpus
