# Room app: main, subcommands, the loop; not in the library.
# The room's first file with a main() brings: bin_PROGRAMS += naysay
naysay_SOURCES +=
