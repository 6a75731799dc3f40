#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A room includes only what stands left of it. A new public header needs its
# line in HEADERS, and says the same in its opening comment: (room: NAME).
. "$NS_SRCDIR/tests/lint/lib.sh"

# Public header and the room it belongs to.
HEADERS='
article ingest
cache load
clean text
corpus load
error base
export export
extract extract
facets index
file base
fold text
frozen extract
grid view
ingest ingest
key model
lexicon text
linebreak text
log base
map base
memory base
model model
pattern index
postings index
query index
search index
segment text
sha256 base
slice base
thread base
timeline index
similar index
snapshot index
store store
unicode text
utf8 text
vec base
view view
'

# Room: the rooms, or single headers as NAME.h, that it may include. The grid's
# cells are code points and keys are numbers: that is all ui knows of text, view
# and model.
ALLOWED='
base: base
text: base text
ingest: base text ingest
extract: base text ingest extract
index: base text ingest extract index
load: base text ingest extract index load
store: base text store
export: base text ingest extract index store export
model: base text ingest extract index store model
view: base text ingest extract index store model view
ui: base utf8.h grid.h key.h ui
app: base text ingest extract index load store export model view ui app
train: base text ingest extract train
'

check_rooms() {
    for file in $(c_files "$1" include/naysay src); do
        printf '%s\n' "file $file"
        sed -n 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*"\([^"]*\)".*/include \1/p' "$1/$file"
        sed -n 's/.*(room: \([a-z]*\)).*/says \1/p' "$1/$file" | head -n 1
    done | awk -v headers="$HEADERS" -v allowed="$ALLOWED" '
        BEGIN {
            n = split(headers, line, "\n")
            for (i = 1; i <= n; i++)
                if (split(line[i], part, " ") == 2) room_of[part[1] ".h"] = part[2]
            n = split(allowed, line, "\n")
            for (i = 1; i <= n; i++) {
                words = split(line[i], part, /[: ]+/)
                for (w = 2; w <= words; w++) may[part[1], part[w]] = 1
                if (words) known[part[1]] = 1
            }
        }
        $1 == "file" {
            file = $2
            split(file, dir, "/")
            if (dir[1] == "include") {
                header = dir[3]
                seen[header] = 1
                room = room_of[header]
                if (room == "") print file ": in no room: it needs a line in tests/lint/rooms.sh"
            } else {
                room = dir[2]
                if (!(room in known)) print file ": room " room " is not known"
            }
        }
        $1 == "says" && file ~ /^include/ && room != "" && $2 != room {
            print file ": says room " $2 ", but belongs to " room
        }
        $1 == "include" {
            name = $2
            target = ""
            single = ""
            if (name ~ /^naysay\//) {
                single = substr(name, 8)
                target = room_of[single]
                if (target == "") { print file ": includes " name ", which is in no room"; next }
            } else if (name ~ /\//) {
                split(name, dir, "/")
                target = dir[1]
            } else {
                if (file ~ /^include/) print file ": a public header includes the private " name
                next
            }
            if (!((room, target) in may) && !((room, single) in may))
                print file ": room " room " may not include " name " (room " target ")"
        }
        END { for (h in room_of) if (!(h in seen)) print "include/naysay/" h ": has a room, but is gone" }
    '
}

ns_clean "rooms include only what stands left of them" check_rooms

# A tree with the real public headers and one bad file at a time.
fixture() {
    rm -rf "$ns_tmp/tree"
    mkdir -p "$ns_tmp/tree/include" "$ns_tmp/tree/src"
    cp -R "$NS_SRCDIR/include/naysay" "$ns_tmp/tree/include/"
    chmod -R u+w "$ns_tmp/tree"
}
fixture
put "$ns_tmp/tree/src/text/x.c" <<'END'
#include "naysay/extract.h"
END
ns_caught "a room that includes one to its right" check_rooms 'room text may not include' "$ns_tmp/tree"
fixture
put "$ns_tmp/tree/src/ui/x.c" <<'END'
#  include  "naysay/grid.h"
#include "naysay/model.h"
END
ns_caught "ui that includes the model" check_rooms 'room ui may not include naysay/model.h' "$ns_tmp/tree"
fixture
put "$ns_tmp/tree/src/index/x.c" <<'END'
#include "load/queue.h"
END
ns_caught "a private header of a room to the right" check_rooms 'may not include load/queue.h' "$ns_tmp/tree"
fixture
put "$ns_tmp/tree/include/naysay/nowhere.h" <<'END'
/* nowhere.h (room: base) */
END
ns_caught "a public header without a room" check_rooms 'nowhere.h: in no room' "$ns_tmp/tree"
fixture
put "$ns_tmp/tree/src/attic/x.c" <<'END'
#include "naysay/vec.h"
END
ns_caught "a folder that is no room" check_rooms 'room attic is not known' "$ns_tmp/tree"
fixture
rm "$ns_tmp/tree/include/naysay/vec.h"
ns_caught "a room entry for a header that is gone" check_rooms 'vec.h: has a room, but is gone' "$ns_tmp/tree"
ns_done
