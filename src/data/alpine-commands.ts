/** Busybox applets and the few other commands of the alpine image, 3.12 to 3.24 (`busybox --list`). */
export const alpineBaseCommands = `
[ [[ acpid add-shell addgroup adduser adjtimex apk arch arp arping ash awk base64 basename bbconfig bc blkdiscard blkid
blockdev brctl bunzip2 bzcat bzip2 cal cat chattr chgrp chmod chown chpasswd chroot chvt cksum clear cmp comm cp cpio
crond crontab cryptpw cut date dc dd deallocvt delgroup deluser depmod df diff dirname dmesg dnsdomainname dos2unix du
dumpkmap echo egrep eject env ether-wake expand expr factor fallocate false fatattr fbset fbsplash fdflush fdisk fgrep
find findfs flock fold free fsck fstrim fsync fuser getconf getent getopt getty grep groups gunzip gzip halt hd head
hexdump hostid hostname hwclock iconv id ifconfig ifdown ifenslave ifup init insmod install ionice iostat ip ipaddr ipcalc
ipcrm ipcs iplink ipneigh iproute iprule iptunnel kbd_mode kill killall killall5 klogd ldd less link linux32 linux64 ln
loadfont loadkmap logger login logread losetup ls lsattr lsmod lsof lsusb lzcat lzma lzop lzopcat makemime md5sum mdev
mesg microcom mkdir mkdosfs mkfifo mkfs.vfat mknod mkpasswd mkswap mktemp modinfo modprobe more mount mountpoint mpstat mv
nameif nanddump nandwrite nbd-client nc netstat nice nl nmeter nohup nologin nproc nsenter nslookup ntpd od openvt
partprobe passwd paste pgrep pidof ping ping6 pipe_progress pivot_root pkill pmap poweroff printenv printf ps pscan pstree
pwd pwdx raidautorun rdate rdev readahead readlink realpath reboot reformime remove-shell renice reset resize rev rfkill
rm rmdir rmmod route run-parts scanelf sed sendmail seq setconsole setfont setkeycodes setlogcons setpriv setserial setsid
sh sha1sum sha256sum sha3sum sha512sum showkey shred shuf slattach sleep sort split ssl_client stat strings stty su sulogin
sum swapoff swapon switch_root sync sysctl syslogd tac tail tar tee test time timeout top touch tr traceroute traceroute6
true truncate tty ttysize tunctl udhcpc umount uname unexpand uniq unix2dos unlink unlzma unlzop unshare unxz unzip
uptime usleep uudecode uuencode vconfig vi vlock volname watch watchdog wc wget which who whoami whois xargs xzcat yes zcat
zcip
`;

/** Which Alpine package brings which commands, where busybox has none of that name or only its own. */
export const alpineCommandLines = `
7zip: 7z 7zz 7za
acl: getfacl setfacl
apache2: httpd apachectl
apache2-utils: ab htpasswd htdigest rotatelogs
attr: getfattr setfattr
autoconf: autoconf autoheader autoreconf autom4te
automake: automake aclocal
aws-cli: aws
bash: bash
bind-tools: dig nslookup host nsupdate
binutils: ar as ld nm objcopy objdump ranlib readelf strings strip size addr2line
bison: bison yacc
brotli: brotli
busybox-extras: telnet telnetd ftpd ftpget ftpput httpd fakeidentd dnsd tftp inetd
ca-certificates: update-ca-certificates c_rehash
cargo: cargo
ccache: ccache
chromium: chromium chromium-browser
chromium-chromedriver: chromedriver
clang: clang clang++
cmake: cmake ctest cpack
composer: composer
coreutils: b2sum basenc chcon csplit dir dircolors fmt join numfmt pathchk pinky pr ptx runcon sha224sum sha384sum stdbuf tsort users vdir
curl: curl
dcron: crond crontab
diffutils: diff3 sdiff
docker-cli: docker
dumb-init: dumb-init
expect: expect
ffmpeg: ffmpeg ffprobe ffplay
file: file
findutils: find xargs
fish: fish
flex: flex lex
fontconfig: fc-cache fc-list fc-match
g++: g++ c++
gawk: gawk
gcc: gcc cc gcov cpp
gettext: gettext msgfmt msgmerge xgettext ngettext
gettext-envsubst: envsubst
ghostscript: gs ps2pdf
gifsicle: gifsicle
git: git git-upload-pack git-receive-pack
git-lfs: git-lfs
gnupg: gpg gpg-agent gpgconf dirmngr
gpg: gpg
go: go gofmt
graphicsmagick: gm
graphviz: dot neato
htop: htop
imagemagick: convert identify mogrify composite montage compare magick
inotify-tools: inotifywait inotifywatch
iproute2: ss tc bridge
iptables: iptables ip6tables
jpegoptim: jpegoptim
jq: jq
libc-utils: getent getconf iconv ldd
libcap: setcap getcap capsh
libcap-utils: setcap getcap capsh
libtool: libtool libtoolize
libxml2-utils: xmllint xmlcatalog
libxslt: xsltproc
logrotate: logrotate
m4: m4
make: make
mariadb-client: mysql mysqldump mariadb mariadb-dump mysqladmin
maven: mvn
memcached: memcached
mercurial: hg
mysql-client: mysql mysqldump
nano: nano
nasm: nasm
netcat-openbsd: nc netcat
nginx: nginx
nmap: nmap
nmap-ncat: ncat
nodejs: node
nodejs-current: node
npm: npm npx
openjdk11-jre-headless: java keytool
openjdk17-jre-headless: java keytool
openjdk21-jre-headless: java keytool
openssh: ssh scp sftp ssh-keygen sshd
openssh-client: ssh scp sftp ssh-keygen ssh-keyscan ssh-add ssh-agent
openssh-client-default: ssh ssh-add ssh-agent ssh-keyscan scp sftp
openssh-keygen: ssh-keygen
openssh-server: sshd
openssl: openssl
optipng: optipng
p7zip: 7z 7za 7zr
patch: patch
perl: perl cpan prove shasum pod2man
pkgconf: pkgconf pkg-config
pngquant: pngquant
poppler-utils: pdftotext pdftoppm pdftocairo pdfinfo pdfimages pdfunite
postgresql-client: psql pg_dump pg_dumpall pg_restore pg_isready createdb
procps: slabtop snice skill tload w vmstat
protobuf: protoc
protoc: protoc
py3-pip: pip pip3
python3: python3 pydoc3
qpdf: qpdf
re2c: re2c
rclone: rclone
redis: redis-server redis-cli redis-benchmark
ripgrep: rg
rsync: rsync
ruby: ruby gem irb
rust: rustc
samurai: samu ninja
shadow: useradd usermod userdel groupadd groupmod groupdel chage gpasswd newusers
socat: socat
sqlite: sqlite3
sshpass: sshpass
strace: strace
su-exec: su-exec
subversion: svn svnadmin
sudo: sudo visudo
supervisor: supervisord supervisorctl
tcpdump: tcpdump
tesseract-ocr: tesseract
tini: tini
tmux: tmux
tree: tree
tzdata: zdump zic
upx: upx
util-linux: lsblk lscpu nsenter script taskset whereis uuidgen
vim: vim
vips-tools: vips vipsthumbnail
xvfb: Xvfb
xvfb-run: xvfb-run
xz: xz
yarn: yarn yarnpkg
yq: yq
yq-go: yq
zip: zip zipsplit zipnote
zsh: zsh
zstd: zstd unzstd zstdcat
`;
