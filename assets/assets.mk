# Installed below $(pkgdatadir)/assets with their folders:
#   nobase_dist_pkgdata_DATA += assets/lexicon/NAME assets/themes/NAME assets/samples/NAME
nobase_dist_pkgdata_DATA +=
