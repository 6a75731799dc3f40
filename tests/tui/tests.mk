# Tests that type into the real program under a pty and read the screen from
# libvterm. Inside the condition: programs that need libvterm
# (NAME_LDADD = libnaysay.a $(NAYSAY_LIBS) $(VTERM_LIBS) -lutil).
if HAVE_VTERM
check_PROGRAMS +=
endif
