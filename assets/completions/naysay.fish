# SPDX-License-Identifier: GPL-3.0-or-later
# fish completion for naysay

function __naysay_extract
    set -l words (commandline -opc)
    test (count $words) -gt 1; and test $words[2] = extract
end

complete -c naysay -n 'test (count (commandline -opc)) -eq 1' -a extract -d 'Write what was found as JSON lines'
complete -c naysay -s h -l help -d 'Show the options'
complete -c naysay -s V -l version -d 'Show the version'
complete -c naysay -l config -r -F -d 'Read this configuration'
complete -c naysay -l no-config -d 'Read no configuration, keep no state'
complete -c naysay -l no-cache -d 'Extract anew, keep no results'
complete -c naysay -l set -x -d 'Any setting, NAME=VALUE'
complete -c naysay -l jobs -x -d 'Worker threads'
complete -c naysay -l limit -x -d 'Skip files larger than this'
complete -c naysay -l model -x -a '(__fish_complete_directories) none' -d 'Folder of trained models, or none'
complete -c naysay -l threshold -x -d 'Leave out statements of a lower confidence'
complete -c naysay -n 'not __naysay_extract' -l theme -x -a 'dark light contrast blind mono' -d 'Colours'
complete -c naysay -n 'not __naysay_extract' -l ascii -d 'Lines and letters in ASCII only'
complete -c naysay -n 'not __naysay_extract' -l log -r -F -d 'Write the log there at the end'
complete -c naysay -n 'not __naysay_extract' -l script -r -F -d 'Play keys first'
complete -c naysay -n 'not __naysay_extract' -l size -x -a '80x24 120x40' -d 'Size of the screen'
complete -c naysay -n 'not __naysay_extract' -l dump -d 'Print the screen as text'
complete -c naysay -n 'not __naysay_extract' -l dump-styles -d 'Print the screen with styles'
complete -c naysay -n 'not __naysay_extract' -l print-config -d 'Print all settings'
complete -c naysay -n 'not __naysay_extract' -l list-actions -d 'Print all actions with their keys'
complete -c naysay -n __naysay_extract -l unit -x -a 'codepoint byte' -d 'Unit of offsets'
complete -c naysay -n __naysay_extract -l with-text -d 'Write the body too'
