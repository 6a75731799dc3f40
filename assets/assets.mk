# Installed below $(pkgdatadir)/assets with their folders; tests/lint/assets.sh
# finds a file that is not listed. What the lists were derived with is only
# distributed.
nobase_dist_pkgdata_DATA += \
	assets/lexicon/aliases.txt \
	assets/lexicon/boilerplate.txt \
	assets/lexicon/common_words.txt \
	assets/lexicon/cues.txt \
	assets/lexicon/given_names.txt \
	assets/lexicon/organisations.txt \
	assets/lexicon/places.txt \
	assets/lexicon/surnames.txt \
	assets/lexicon/titles.txt \
	assets/lexicon/weapons.txt \
	assets/themes/blind.theme \
	assets/themes/contrast.theme \
	assets/themes/dark.theme \
	assets/themes/light.theme
EXTRA_DIST += assets/derive
