# Fills the manual's generated sections: awk -v program=PATH -v version=V -f fill.awk naysay.1.in
# The keys come from the program's table of actions, the settings from its table of settings.

function quoted(text)
{
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    sub(/^[.']/, "\\\\\\&&", text)
    return text
}

function keys(    command, line, field)
{
    command = program " --no-config --list-actions"
    while ((command | getline line) > 0) {
        split(line, field, "\t")
        print ".TP"
        print ".BR \"" quoted(field[1]) "\" \"   " quoted(field[3]) "\""
        print quoted(field[4])
        print ".RI ( " field[2] " )"
    }
}

function settings(    command, line, help)
{
    command = program " --no-config --print-config"
    while ((command | getline line) > 0) {
        if (line ~ /^# /) {
            help = substr(line, 3)
        } else {
            print ".TP"
            print ".B " quoted(line)
            print quoted(help)
        }
    }
}

/^@KEYS@$/ { keys(); next }
/^@SETTINGS@$/ { settings(); next }
{ gsub(/@VERSION@/, version); print }
