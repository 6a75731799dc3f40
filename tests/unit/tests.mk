# Unit tests, one program a room or subject. A new one takes two places:
#   unit_programs += tests/unit/test_NAME
#   tests_unit_test_NAME_SOURCES = tests/unit/test_NAME.c
# They run with the environment set in Makefile.am.
unit_programs =

# --- each room its lines below ---
unit_programs += tests/unit/test_base
tests_unit_test_base_SOURCES = tests/unit/test_base.c
unit_programs += tests/unit/test_watch
tests_unit_test_watch_SOURCES = tests/unit/test_watch.c
unit_programs += tests/unit/test_similar
tests_unit_test_similar_SOURCES = tests/unit/test_similar.c
unit_programs += tests/unit/test_search
tests_unit_test_search_SOURCES = tests/unit/test_search.c $(random_query_sources)
unit_programs += tests/unit/test_search_storm
tests_unit_test_search_storm_SOURCES = tests/unit/test_search_storm.c tests/unit/hostile.h
unit_programs += tests/unit/test_cache
tests_unit_test_cache_SOURCES = tests/unit/test_cache.c
unit_programs += tests/unit/test_corpus
tests_unit_test_corpus_SOURCES = tests/unit/test_corpus.c
unit_programs += tests/unit/test_input
tests_unit_test_input_SOURCES = tests/unit/test_input.c src/ui/input.c
unit_programs += tests/unit/test_utf8
tests_unit_test_utf8_SOURCES = tests/unit/test_utf8.c tests/unit/hostile.h
unit_programs += tests/unit/test_clean
tests_unit_test_clean_SOURCES = tests/unit/test_clean.c tests/unit/hostile.h
unit_programs += tests/unit/test_fold
tests_unit_test_fold_SOURCES = tests/unit/test_fold.c tests/unit/hostile.h
unit_programs += tests/unit/test_segment
tests_unit_test_segment_SOURCES = tests/unit/test_segment.c tests/unit/hostile.h
unit_programs += tests/unit/test_linebreak
tests_unit_test_linebreak_SOURCES = tests/unit/test_linebreak.c tests/unit/hostile.h
unit_programs += tests/unit/test_lexicon
tests_unit_test_lexicon_SOURCES = tests/unit/test_lexicon.c

unit_programs += tests/unit/test_grid
tests_unit_test_grid_SOURCES = tests/unit/test_grid.c
unit_programs += tests/unit/test_keymap
tests_unit_test_keymap_SOURCES = tests/unit/test_keymap.c
unit_programs += tests/unit/test_layout
tests_unit_test_layout_SOURCES = tests/unit/test_layout.c
unit_programs += tests/unit/test_page
tests_unit_test_page_SOURCES = tests/unit/test_page.c tests/unit/invented.c tests/unit/invented.h
unit_programs += tests/unit/test_model
tests_unit_test_model_SOURCES = tests/unit/test_model.c tests/unit/staged.h \
	tests/unit/invented.c tests/unit/invented.h
unit_programs += tests/unit/test_reader
tests_unit_test_reader_SOURCES = tests/unit/test_reader.c tests/unit/staged.h \
	tests/unit/invented.c tests/unit/invented.h
unit_programs += tests/unit/test_store
tests_unit_test_store_SOURCES = tests/unit/test_store.c
unit_programs += tests/unit/test_pattern
tests_unit_test_pattern_SOURCES = tests/unit/test_pattern.c tests/unit/hostile.h
unit_programs += tests/unit/test_postings
tests_unit_test_postings_SOURCES = tests/unit/test_postings.c tests/unit/naive_index.h \
	tests/unit/hostile.h
unit_programs += tests/unit/test_segment_words
tests_unit_test_segment_words_SOURCES = tests/unit/test_segment_words.c tests/unit/hostile.h
unit_programs += tests/unit/test_query
tests_unit_test_query_SOURCES = tests/unit/test_query.c
unit_programs += tests/unit/test_query_random
tests_unit_test_query_random_SOURCES = tests/unit/test_query_random.c $(random_query_sources)
unit_programs += tests/unit/test_query_language
tests_unit_test_query_language_SOURCES = tests/unit/test_query_language.c
unit_programs += tests/unit/test_phrase
tests_unit_test_phrase_SOURCES = tests/unit/test_phrase.c tests/unit/hostile.h
unit_programs += tests/unit/test_query_evil
tests_unit_test_query_evil_SOURCES = tests/unit/test_query_evil.c tests/unit/hostile.h
unit_programs += tests/unit/test_query_find
tests_unit_test_query_find_SOURCES = tests/unit/test_query_find.c $(random_query_sources)
random_query_sources = tests/unit/random_query.c tests/unit/random_query.h \
	tests/unit/naive_query.c tests/unit/hostile.h
unit_programs += tests/unit/test_query_statement
tests_unit_test_query_statement_SOURCES = tests/unit/test_query_statement.c $(extracting_sources)
unit_programs += tests/unit/test_list
tests_unit_test_list_SOURCES = tests/unit/test_list.c
unit_programs += tests/unit/test_decode
tests_unit_test_decode_SOURCES = tests/unit/test_decode.c tests/unit/hostile.h

# Extraction: an invented text through the whole extractor.
extracting_sources = tests/unit/extracting.c tests/unit/extracting.h tests/unit/invented.c \
	tests/unit/invented.h
unit_programs += tests/unit/test_names
tests_unit_test_names_SOURCES = tests/unit/test_names.c $(extracting_sources)
unit_programs += tests/unit/test_entities
tests_unit_test_entities_SOURCES = tests/unit/test_entities.c $(extracting_sources)
unit_programs += tests/unit/test_figures
tests_unit_test_figures_SOURCES = tests/unit/test_figures.c $(extracting_sources)
unit_programs += tests/unit/test_speakers
tests_unit_test_speakers_SOURCES = tests/unit/test_speakers.c $(extracting_sources)
unit_programs += tests/unit/test_frozen
tests_unit_test_frozen_SOURCES = tests/unit/test_frozen.c tests/fuzz/fuzz_extraction.h \
	tests/fuzz/fuzz_article.h \
	tests/fuzz/fuzz.h $(extracting_sources)
unit_programs += tests/unit/test_seed_names
tests_unit_test_seed_names_SOURCES = tests/unit/test_seed_names.c $(extracting_sources)
unit_programs += tests/unit/test_cues
tests_unit_test_cues_SOURCES = tests/unit/test_cues.c
unit_programs += tests/unit/test_export
tests_unit_test_export_SOURCES = tests/unit/test_export.c $(extracting_sources)
unit_programs += tests/unit/test_attributions
tests_unit_test_attributions_SOURCES = tests/unit/test_attributions.c tests/unit/stating.c tests/unit/stating.h \
	$(extracting_sources)
unit_programs += tests/unit/test_kinds
tests_unit_test_kinds_SOURCES = tests/unit/test_kinds.c tests/unit/stating.c tests/unit/stating.h \
	$(extracting_sources)
unit_programs += tests/unit/test_kind_articles
tests_unit_test_kind_articles_SOURCES = tests/unit/test_kind_articles.c $(extracting_sources)
EXTRA_DIST += tests/unit/kind_articles.txt
unit_programs += tests/unit/test_blocks
tests_unit_test_blocks_SOURCES = tests/unit/test_blocks.c tests/unit/hostile.h
unit_programs += tests/unit/test_roles
tests_unit_test_roles_SOURCES = tests/unit/test_roles.c
unit_programs += tests/unit/test_seed_statements
tests_unit_test_seed_statements_SOURCES = tests/unit/test_seed_statements.c $(extracting_sources)

unit_programs += tests/unit/test_names_model
tests_unit_test_names_model_SOURCES = tests/unit/test_names_model.c $(extracting_sources)

unit_programs += tests/unit/test_facets
tests_unit_test_facets_SOURCES = tests/unit/test_facets.c tests/unit/invented.c tests/unit/invented.h
unit_programs += tests/unit/test_results
tests_unit_test_results_SOURCES = tests/unit/test_results.c tests/unit/staged.h \
	tests/unit/invented.c tests/unit/invented.h

# --- end ---
if HAVE_CMOCKA
check_PROGRAMS += $(unit_programs)
TESTS += $(unit_programs)
endif
unit_programs += tests/unit/test_extractor
tests_unit_test_extractor_SOURCES = tests/unit/test_extractor.c $(extracting_sources)
unit_programs += tests/unit/test_chain
tests_unit_test_chain_SOURCES = tests/unit/test_chain.c
unit_programs += tests/unit/test_trained
tests_unit_test_trained_SOURCES = tests/unit/test_trained.c src/train/crf_train.c $(extracting_sources)
unit_programs += tests/unit/test_brat
tests_unit_test_brat_SOURCES = tests/unit/test_brat.c src/train/brat.c
unit_programs += tests/unit/test_conll
tests_unit_test_conll_SOURCES = tests/unit/test_conll.c src/train/conll.c src/train/names_gold.c \
	$(extracting_sources)
