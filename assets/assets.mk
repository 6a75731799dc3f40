# Installed below $(pkgdatadir)/assets with their folders; tests/lint/assets.sh
# finds a file that is not listed.
nobase_dist_pkgdata_DATA += \
	assets/lexicon/README.md \
	assets/lexicon/aliases.txt \
	assets/lexicon/boilerplate.txt \
	assets/lexicon/common_words.txt \
	assets/lexicon/cues.txt \
	assets/lexicon/figures.txt \
	assets/lexicon/given_names.txt \
	assets/lexicon/organisations.txt \
	assets/lexicon/outlets.txt \
	assets/lexicon/places.txt \
	assets/lexicon/surnames.txt \
	assets/lexicon/titles.txt \
	assets/lexicon/weapons.txt

nobase_dist_pkgdata_DATA += \
	assets/samples/01-ministry-denies-joint-raid.txt \
	assets/samples/02-general-staff-says-raid-was-agreed.txt \
	assets/samples/03-fleet-will-not-turn-back.txt \
	assets/samples/04-talks-on-the-strait-begin.txt \
	assets/samples/05-who-shelled-the-depot.txt \
	assets/samples/06-observers-find-fragments.txt \
	assets/samples/07-foreign-minister-interview.txt \
	assets/samples/08-cael-offers-ceasefire-plan.txt \
	assets/samples/09-opposition-demands-inquiry \
	assets/samples/10-spokeswoman-has-no-answer.txt \
	assets/samples/11-missile-shipment.txt \
	assets/samples/12-mayor-and-the-ferries.txt \
	assets/samples/13-what-they-wrote.txt \
	assets/samples/14-opinion-believe-nobody.txt \
	assets/samples/archive/15-minister-promises-radar.txt \
	assets/samples/archive/16-village-between-the-lines.txt

nobase_dist_pkgdata_DATA += \
	assets/themes/blind.theme \
	assets/themes/contrast.theme \
	assets/themes/dark.theme \
	assets/themes/light.theme

nobase_dist_pkgdata_DATA += \
	assets/model/README.md \
	assets/model/cues.model \
	assets/model/names.model \
	assets/model/rank.model \
	assets/model/spans.model

# What the lists were derived with, and what describes the folders, is only
# distributed.
EXTRA_DIST += assets/README.md assets/derive assets/man/naysay.1.in

# Where each shell looks for the completions of other programs' packages.
bashcompletiondir = $(datadir)/bash-completion/completions
dist_bashcompletion_DATA = assets/completions/naysay.bash
zshcompletiondir = $(datadir)/zsh/site-functions
dist_zshcompletion_DATA = assets/completions/_naysay
fishcompletiondir = $(datadir)/fish/vendor_completions.d
dist_fishcompletion_DATA = assets/completions/naysay.fish

# The manual's sections on keys and settings come from the program itself.
EXTRA_DIST += assets/man/naysay.1.in assets/man/fill.awk
nodist_man_MANS = assets/man/naysay.1
CLEANFILES += assets/man/naysay.1
assets/man/naysay.1: assets/man/naysay.1.in assets/man/fill.awk naysay$(EXEEXT)
	@$(MKDIR_P) assets/man
	$(AM_V_GEN)NAYSAY_DATADIR='$(abs_top_srcdir)/assets' awk -v program=./naysay$(EXEEXT) \
		-v version='$(PACKAGE_VERSION)' -f $(srcdir)/assets/man/fill.awk \
		$(srcdir)/assets/man/naysay.1.in >$@.part && mv $@.part $@
