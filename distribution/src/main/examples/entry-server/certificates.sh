#!/bin/sh
# Makes certificates with which servers know each other: one authority for all of them, kept where this is run, and a certificate
# for each name. Run it again for further names; what is there stays as it is.
#   sh certificates.sh entry wiki.internal shop.internal
set -eu
umask 077
[ $# -gt 0 ] || { echo "certificates.sh: name the servers, for example: entry wiki.internal shop.internal" >&2; exit 2; }
if [ ! -e nodes-ca.key ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=Servers behind Sallyport" \
        -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" \
        -keyout nodes-ca.key -out nodes-ca.pem 2>/dev/null
fi
for name; do
    case $name in
        '' | *[!A-Za-z0-9.-]*) echo "certificates.sh: '$name' is no name of a server" >&2; exit 2 ;;
    esac
    [ ! -e "$name.key" ] || continue
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$name" -keyout "$name.key" -out "$name.csr" 2>/dev/null
    printf 'subjectAltName=DNS:%s\nbasicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth,clientAuth\n' "$name" |
        openssl x509 -req -in "$name.csr" -CA nodes-ca.pem -CAkey nodes-ca.key -CAcreateserial -days 825 -extfile /dev/stdin \
            -out "$name.pem" 2>/dev/null
    rm "$name.csr"
done
