# Room train: the program that learns the models of assets/model; not installed.
noinst_PROGRAMS += naysay-train
naysay_train_SOURCES = src/train/main.c src/train/train.h src/train/options.c
naysay_train_SOURCES += src/train/crf_train.c src/train/crf_train.h
naysay_train_SOURCES += src/train/train_names.c src/train/names_gold.c src/train/names_gold.h
naysay_train_SOURCES += src/train/conll.c src/train/conll.h
naysay_train_LDADD = libnaysay.a $(NAYSAY_LIBS)
naysay_train_SOURCES += src/train/brat.c src/train/brat.h src/train/study.c src/train/study.h
naysay_train_SOURCES += src/train/train_attributions.c

# Learns assets/model anew, byte for byte the same on the same kind of machine:
#   make train CORPORA=../shared/corpora
train: naysay-train$(EXEEXT)
	./naysay-train$(EXEEXT) names $(srcdir)/assets/lexicon $(CORPORA) $(MODELS)
	./naysay-train$(EXEEXT) attributions $(srcdir)/assets/lexicon $(CORPORA) $(MODELS)
MODELS = $(srcdir)/assets/model
.PHONY: train
