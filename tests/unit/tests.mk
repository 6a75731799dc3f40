# Unit tests, one program a room or subject. A new one takes two places:
#   unit_programs += tests/unit/test_NAME
#   tests_unit_test_NAME_SOURCES = tests/unit/test_NAME.c
# They run with the environment set in Makefile.am.
unit_programs =

# --- each room its lines below ---
unit_programs += tests/unit/test_base
tests_unit_test_base_SOURCES = tests/unit/test_base.c
unit_programs += tests/unit/test_corpus
tests_unit_test_corpus_SOURCES = tests/unit/test_corpus.c
unit_programs += tests/unit/test_input
tests_unit_test_input_SOURCES = tests/unit/test_input.c src/ui/input.c

# --- end ---
if HAVE_CMOCKA
check_PROGRAMS += $(unit_programs)
TESTS += $(unit_programs)
endif
