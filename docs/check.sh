#!/usr/bin/env bash
# Checks a record with other people's programs alone: bash 4, coreutils, grep, xxd and openssl 3.
#
#   check.sh RECORD [FOUNDING_FINGERPRINT] [WITNESS_KEY ...]
#
# The last line is `intact: ...` and the exit code 0, or `broken: ...` and 1. Each key of a witness (a line of C2SP,
# name+id+base64, of type 04) that is given must have cosigned the head. What is checked here and what is not stands
# in checking.md; the numbers are those of the steps in record.md.
set -Eeuo pipefail
export LC_ALL=C TZ=UTC
no() { echo "broken: $*"; exit 1; }
trap 'no "something is missing, or not as it must be (check.sh, line $LINENO)"' ERR
T=$(mktemp -d) && trap 'rm -r "$T"' EXIT
[ $# -gt 0 ] || no "give the folder of a record: check.sh RECORD [FOUNDING_FINGERPRINT] [WITNESS_KEY ...]"
[ -f "$1/checkpoint" ] || no "there is no file checkpoint in $1; give the folder of a record, and unpack a zip first"
cd -- "$1"
wanted=$(tr -d '[:space:]' <<<"${2:-}" | tr A-F a-f) # as it stands on paper, in groups and in capitals
[[ -z $wanted || $wanted =~ ^[0-9a-f]{64}$ ]] ||
    no "a founding fingerprint has 64 digits from 0 to f; compare what you typed with the printed one"
shift $(($# < 2 ? $# : 2))

# --- bytes: everything binary is held as hexadecimal digits, and in files under $T ------------------------------------
hex() { local digits; digits=$(xxd -p); printf %s "${digits//$'\n'/}"; }
raw() { xxd -r -p <<<"$1"; }
sum() { local line; line=$(sha256sum); printf %s "${line%% *}"; }
says() { [[ $1 =~ $2 ]] && found=${BASH_REMATCH[1]}; } # TEXT PATTERN: what stands in the first pair of brackets
field() { says "$2" "\"$1\":\"([^\"]*)\"" && printf %s "$found" || true; } # NAME OBJECT
place() { # the index of a tile in groups of three digits
    local n=$1 path; path=$(printf %03d $((n % 1000)))
    while ((n /= 1000)); do path=$(printf x%03d $((n % 1000)))/$path; done
    echo "$path"
}

# --- keys: what an act enrols, under the name and the four bytes by which signature lines call it ---------------------
declare -A KEY
learn() { # NAME BASE64
    local key; key=$(base64 -d <<<"$2" | hex)
    KEY["$1 $({ printf '%s\n' "$1"; raw "$key"; } | sum | cut -c1-8)"]=$key
}
learn_from() { # KIND TEXT: keys stand in the innermost objects of a few kinds
    local rest=$2 owner key pattern='\{([^{}]*"key":"[^"]*"[^{}]*)\}'
    case $1 in constituted | operator-changed | announced | recovered)
        key=$(field gate "$2"); [ -z "$key" ] || learn "$label/gate" "$key"
        key=$(field log "$2"); log=${key:-$log} ;;
    esac
    case $1 in constituted | took-office | key-enrolled | recovered) ;; *) return 0 ;; esac
    while says "$rest" "$pattern"; do
        rest=${rest#*"$found"}; key=$(field key "$found")
        owner=$(field post "$found")$(field keeper "$found"); owner=${owner:-$(field id "$found")}
        case $owner,$(field use "$found") in ,gate) owner=gate ;; ,log) log=$key ;; esac
        owner=${owner#post/}
        [ -z "$owner" ] || learn "$label/${owner/\//-}" "$key"
    done
}

# --- signatures: KEY and SIGNATURE in hexadecimal, the text in $T/text ------------------------------------------------
ed25519() { # KEY SIGNATURE FILE
    raw "302a300506032b6570032100$1" >"$T/key"; raw "$2" >"$T/sig"
    openssl pkeyutl -verify -pubin -inkey "$T/key" -keyform DER -rawin -in "$3" -sigfile "$T/sig" >/dev/null 2>&1 ||
        no "$what: the signature of $name does not fit"
}
cosigned() { # KEY SIGNATURE FILE: eight bytes of time before the signature
    time=$((16#${2:0:16}))
    { printf 'cosignature/v1\ntime %d\n' "$time"; cat "$3"; } >"$T/message"
    ed25519 "$1" "${2:16}" "$T/message"
}
passkey() { # KEY SIGNATURE
    local origin host flags size challenge client
    raw "$1" >"$T/enrolled"
    { read -r _; read -r origin; } <"$T/enrolled" 2>/dev/null
    tail -n +3 "$T/enrolled" | openssl pkey -pubin -inform DER -out "$T/key" 2>/dev/null || no "$what: $name: no key"
    host=${origin#*//}; flags=$((16#${2:64:2})); size=$((16#${2:74:4}))
    [ "${2:0:64}" = "$(printf %s "${host%%:*}" | sum)" ] || no "$what: $name used the passkey at another host"
    (((flags & 0xe2) == 0 && (flags & 5) == 5)) || no "$what: the passkey of $name did not verify its user"
    raw "${2:78:size*2}" >"$T/client"; raw "${2:78+size*2}" >"$T/sig"
    challenge=$({ printf 'qurultay/act/v1\0\0\0'; openssl dgst -sha256 -binary "$T/text"; } | base64 | tr -d '=\n' | tr '+/' '-_')
    client=$(tr '\0' '?' <"$T/client")
    case $client in
    "{\"type\":\"webauthn.get\",\"challenge\":\"$challenge\",\"origin\":\"$origin\""[,}]*) ;;
    *) no "$what: the passkey of $name signed something else" ;;
    esac
    case $client in *'"crossOrigin":true'* | *'"topOrigin"'*) no "$what: the passkey of $name was used in an embedded page" ;; esac
    { raw "${2:0:74}"; openssl dgst -sha256 -binary "$T/client"; } >"$T/message"
    if openssl pkey -pubin -in "$T/key" -noout -text | grep -q ED25519; then
        openssl pkeyutl -verify -pubin -inkey "$T/key" -rawin -in "$T/message" -sigfile "$T/sig"
    else openssl dgst -sha256 -verify "$T/key" -signature "$T/sig" "$T/message"; fi >/dev/null 2>&1 ||
        no "$what: the passkey signature of $name does not fit"
    name+=" (passkey at $origin)"
}

# --- 7, 8: one act ----------------------------------------------------------------------------------------------------
declare -A NUMBER NAMED SEALED WITHHELD CORRECTS ARCHIVE
acts=0 signatures=0 entered=0 label='' log=''
read_act() { # the note stands in $T/note, its leaf hash in $leaf
    local line signers='' each i blob text kind rest target key; declare -A signed=()
    what="act $acts"
    mapfile -t line <"$T/note"
    printf '%s\n' "${line[@]}" | cmp -s - "$T/note" && [ -z "${line[1]-x}" ] && ((${#line[@]} > 2)) || no "$what: not a note"
    text=${line[0]}; printf '%s\n' "$text" >"$T/text"
    says "$text" '"kind":"([a-z-]*)","parts":\{' || no "$what: no kind"; kind=$found
    if ((acts == 0)); then
        founding=$leaf label=$(field label "$text")
        [ -z "$wanted" ] || [ "$wanted" = "$founding" ] || no "this record was founded as $founding, not as $wanted"
    else
        [[ $text == *"\"record\":\"$founding\",\"refs\":["* ]] || no "$what: signed for another record"
    fi
    says "$text" '"id":"([0-9a-z]{8})","issuers":' || no "$what: no id"
    [ -z "${NUMBER[$found]-}" ] || no "$what: the id $found stands in the record already"
    NUMBER[$found]=$acts
    rest=${text##*\"seen\":\{\"root\":\"}; target=${rest#*,\"size\":}; target=${target%%\}*}
    [ "${ROOT[$target]-none}" = "${rest%%\"*}" ] || no "$what: its signers saw another history than this"
    learn_from "$kind" "$text"
    for ((i = 2; i < ${#line[@]}; i++)); do
        [[ ${line[i]} == '— '*' '* ]] || no "$what: not a signature line"
        rest=${line[i]#— }; name=${rest%% *}; blob=$(base64 -d <<<"${rest#* }" | hex)
        key=${KEY[$name ${blob:0:8}]-}; blob=${blob:8}
        [ -n "$key" ] || no "$what: $name signed with a key that no act up to here enrols"
        [ -z "${signed[$key]-}" ] || no "$what: one key signed twice"
        signed[$key]=yes
        case $((i + 1 == ${#line[@]})),${key:0:2},$name in
        "1,04,$label/gate") rest=$entered; cosigned "${key:2}" "$blob" "$T/text"; entered=$time
            ((rest <= entered)) || no "$what: entered before the act before it" ;;
        0,01,*) ed25519 "${key:2}" "$blob" "$T/text"; signed[$name]=yes; signers+=", ${name#"$label"/}" ;;
        0,ff,*) signed[$name]=yes; passkey "$key" "$blob"; signers+=", ${name#"$label"/}" ;;
        *) no "$what: the gate's entry line is not the last line and the only one" ;;
        esac
        signatures=$((signatures + 1))
    done
    for each in $(list signatories "$text"); do
        each=${each#post/}; [ -n "${signed["$label/${each/\//-}"]-}" ] || no "$what: $each has not signed"
    done
    note_parts "$kind" "$text"
    printf 'act %d: %s, entered %(%Y-%m-%d %H:%M:%S)T UTC, signed by %s\n' "$acts" "$kind" "$entered" "${signers#, }"
}
list() { says "$2" "\"$1\":\[([^]]*)\]" && printf %s "${found//[\",]/ }" || true; } # NAME TEXT: of plain words
note_parts() { # KIND TEXT
    local each target=''
    if says "$2" '"parts":\{([^{}]*)\}'; then
        for each in ${found//,/ }; do NAMED[${each:(-65):64}]+="$acts ${each:1:${#each}-69};"; done
    fi
    if says "$2" '"sealed":\{([^{}]*)\}'; then
        for each in ${found//,/ }; do SEALED[${each:(-65):64}]=$acts; done
    fi
    says "$2" '"amends":"act/([0-9]+)"' && target=$found || true
    case $1 in
    corrected) CORRECTS[$acts]=$target ;;
    withheld) for each in $(list names "$2"); do WITHHELD["$target $each"]+="$acts "; done ;;
    closed | elected) each=$(field archive "$2"); ARCHIVE[${each:-none}]=$acts ;;
    esac
}

# --- 6: the tree, act by act ------------------------------------------------------------------------------------------
declare -a PEAKS=() ROOT=("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
join() { node=$(xxd -r -p <<<"01$1$2" | sha256sum); node=${node%% *}; }
grow() { # with the leaf in $leaf; ROOT[n] is the root when there were n acts
    local node=$leaf n=$acts i
    while ((n & 1)); do join "${PEAKS[-1]}" "$node"; unset 'PEAKS[-1]'; ((n >>= 1)) || true; done
    PEAKS+=("$node"); acts=$((acts + 1))
    for ((i = ${#PEAKS[@]} - 2; i >= 0; i--)); do join "${PEAKS[i]}" "$node"; done
    ROOT[acts]=$(raw "$node" | base64)
}

# 2: the head, as it is written
mapfile -t head <checkpoint
printf '%s\n' "${head[@]}" | cmp -s - checkpoint && [ -z "${head[3]-x}" ] || no "the checkpoint is not a head"
[[ ${head[1]} =~ ^[1-9][0-9]{0,8}$ ]] || no "the checkpoint has no size"
size=${head[1]}

for ((first = 0; first < size; first += 256)); do
    width=$((size - first < 256 ? size - first : 256)); file=$(place $((first / 256))); hashes=''
    ((width == 256)) || file+=.p/$width
    [ -f "tile/entries/$file" ] || no "tile/entries/$file is not there"
    bundle=$(hex <"tile/entries/$file"); at=0
    for ((each = 0; each < width; each++)); do
        length=$((16#${bundle:at:4} * 2)); note=${bundle:at+4:length}; at=$((at + 4 + length))
        ((at <= ${#bundle})) || no "act $acts: tile/entries/$file is cut short"
        raw "$note" >"$T/note"; leaf=$(xxd -r -p <<<"00$note" | sha256sum); leaf=${leaf%% *}; hashes+=$leaf
        read_act; grow
    done
    ((at == ${#bundle})) || no "tile/entries/$file holds more than its name says"
    [ "$(hex <"tile/0/$file")" = "$hashes" ] || no "tile/0/$file does not hold the hashes of the acts"
done

# 6d, 3, 2: the root, the founding, the head's signature
[ "${ROOT[size]}" = "${head[2]}" ] || no "the acts do not give the root in the checkpoint"
[ "${head[0]}" = "$label/${founding:0:16}" ] || no "the checkpoint is of ${head[0]}"
printf '%s\n' "${head[@]:0:3}" >"$T/text"; what='the checkpoint' KEY=()
learn "${head[0]}" "$log"
for vkey in "$@"; do learn "${vkey%%+*}" "${vkey#*+*+}"; done
declare -A SEEN
for ((i = 4; i < ${#head[@]}; i++)); do
    rest=${head[i]#— }; name=${rest%% *}; blob=$(base64 -d <<<"${rest#* }" | hex); key=${KEY[$name ${blob:0:8}]-}
    case ${key:0:2} in
    01) ed25519 "${key:2}" "${blob:8}" "$T/text"; SEEN[$name]=yes; echo "the head is signed by the log" ;;
    04) cosigned "${key:2}" "${blob:8}" "$T/text"; SEEN[$name]=yes
        printf 'the head was seen by %s, %(%Y-%m-%d %H:%M:%S)T UTC\n' "$name" "$time" ;;
    *) echo "the head has a line by $name, which was not checked" ;;
    esac
done
[ -n "${SEEN[${head[0]}]-}" ] || no "the checkpoint is not signed by the log's key"
for vkey in "$@"; do [ -n "${SEEN[${vkey%%+*}]-}" ] || no "${vkey%%+*} has not cosigned the head"; done

# 10, 11: parts and ballot archives
shopt -s nullglob
present=0 gone=0
for file in part/*/*; do
    hash=${file##*/}; present=$((present + 1))
    [ "$file" = "part/${hash:0:2}/$hash" ] && [ "$(sum <"$file")" = "$hash" ] || no "$file is not what its name says"
    [ -n "${NAMED[$hash]-}${SEALED[$hash]-}" ] || { present=$((present - 1)); echo "$file belongs to no act, and is no part of the record"; }
done
for hash in "${!NAMED[@]}"; do
    [ -f "part/${hash:0:2}/$hash" ] && continue
    while read -r -d';' number name; do
        why=''
        for act in ${WITHHELD["$number $name"]-} ${WITHHELD["${CORRECTS[$number]-} $name"]-}; do
            ((act > number)) && why=$act || true
        done
        [ -n "$why" ] || no "act $number: the part $name is gone, and no act withheld it"
        gone=$((gone + 1)); echo "act $number: the part $name was withheld by act $why"
    done <<<"${NAMED[$hash]}"
done
for file in election/*.bel; do
    [ -n "${ARCHIVE[$(sum <"$file")]-}" ] || echo "$file is named by no act that closes an election"
done
[ -n "$wanted" ] || echo "compare the founding fingerprint below with a printed one; nothing here can do that for you"
echo "intact: $acts acts, $signatures signatures, $present parts, $gone withheld, founded as $founding"
