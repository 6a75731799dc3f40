# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion for naysay

_naysay() {
    local cur prev words=() i command=browse
    cur=${COMP_WORDS[COMP_CWORD]}
    prev=${COMP_WORDS[COMP_CWORD - 1]}
    [[ $COMP_CWORD -gt 1 && ${COMP_WORDS[1]} == extract ]] && command=extract
    # "--option=value" comes in three words
    if [[ $cur == "=" ]]; then
        cur=
    elif [[ $prev == "=" ]]; then
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    case $prev in
    --theme)
        words=(dark light contrast blind mono)
        ;;
    --unit)
        words=(codepoint byte)
        ;;
    --jobs | --limit | --threshold | --size)
        return
        ;;
    --set)
        mapfile -t words < <(naysay --no-config --print-config 2>/dev/null |
            sed -n 's/^set \([a-z_-]*\).*/\1=/p')
        compopt -o nospace
        ;;
    --model)
        mapfile -t COMPREPLY < <(compgen -d -- "$cur"; compgen -W none -- "$cur")
        compopt -o filenames
        return
        ;;
    --config | --log | --script)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames
        return
        ;;
    *)
        if [[ $cur == -* ]]; then
            words=(--help --version --config --no-config --no-cache --set --jobs --limit --threshold --model)
            if [[ $command == extract ]]; then
                words+=(--unit --with-text)
            else
                words+=(--theme --ascii --log --script --size --dump --dump-styles
                    --print-config --list-actions)
            fi
        else
            mapfile -t COMPREPLY < <(compgen -f -- "$cur")
            if [[ $COMP_CWORD -eq 1 && extract == "$cur"* ]]; then
                COMPREPLY+=(extract)
            fi
            compopt -o filenames
            return
        fi
        ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "${words[*]}" -- "$cur")
}
complete -F _naysay naysay
