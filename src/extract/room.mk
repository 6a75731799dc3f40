# Room extract: sources and private headers, one a line.
libnaysay_a_SOURCES += src/extract/vocab.c src/extract/vocab.h
libnaysay_a_SOURCES += src/extract/rules.c src/extract/rules.h
libnaysay_a_SOURCES += src/extract/rules_compile.c src/extract/rules_compile.h
libnaysay_a_SOURCES += src/extract/rules_words.c src/extract/rules_words.h
libnaysay_a_SOURCES += src/extract/doc.c src/extract/doc.h
libnaysay_a_SOURCES += src/extract/doc_quotes.c src/extract/doc_quotes.h
libnaysay_a_SOURCES += src/extract/names.c src/extract/names.h
libnaysay_a_SOURCES += src/extract/names_pattern.c
libnaysay_a_SOURCES += src/extract/names_score.c
libnaysay_a_SOURCES += src/extract/extract_names.c
libnaysay_a_SOURCES += src/extract/cues.c src/extract/cues.h
libnaysay_a_SOURCES += src/extract/grammar.c src/extract/grammar.h
