/**
 * Which Debian package brings which commands in /bin, /sbin, /usr/bin and /usr/sbin, names of update-alternatives
 * included. Read off `dpkg -L` on bookworm where installed there, else off the packages' file lists; rarely called
 * commands of big packages are left out.
 */
export const debianCommandLines = `
7zip: 7z 7za 7zr
acl: getfacl setfacl
adduser: addgroup adduser delgroup deluser
alsa-utils: arecord aplay amixer
ansible: ansible ansible-playbook ansible-galaxy ansible-vault
ant: ant
antiword: antiword
apache2: apache2ctl apachectl a2enmod a2dismod a2ensite a2dissite a2enconf a2disconf
apache2-bin: apache2
apache2-utils: ab htpasswd htdigest rotatelogs logresolve checkgid
apt: apt apt-cache apt-cdrom apt-config apt-get apt-key apt-mark
apt-utils: apt-ftparchive apt-extracttemplates apt-sortpkgs
autoconf: autoconf autoheader autom4te autoreconf autoscan autoupdate ifnames
automake: automake aclocal
awscli: aws aws_completer
base-passwd: update-passwd
bash: bash bashbug clear_console rbash
bc: bc
bind9-dnsutils: dig nslookup nsupdate delv mdig
bind9-host: host
binutils: addr2line ar as c++filt elfedit gprof ld ld.bfd ld.gold nm objcopy objdump ranlib readelf size strings strip
bison: bison yacc
bsdextrautils: col colrm column hd hexdump look ul write
bsdutils: logger renice script scriptlive scriptreplay wall
bundler: bundle bundler
busybox: busybox
bzip2: bunzip2 bzcat bzcmp bzdiff bzegrep bzexe bzfgrep bzgrep bzip2 bzip2recover bzless bzmore
ca-certificates: update-ca-certificates
cargo: cargo
ccache: ccache
chromium: chromium
chromium-driver: chromedriver
clang: clang clang++
cmake: cmake cpack ctest
composer: composer
coreutils: [ arch b2sum base32 base64 basename basenc cat chcon chgrp chmod chown chroot cksum comm cp csplit cut date dd df dir dircolors dirname du echo env expand expr factor false fmt fold groups head hostid id install join link ln logname ls md5sum md5sum.textutils mkdir mkfifo mknod mktemp mv nice nl nohup nproc numfmt od paste pathchk pinky pr printenv printf ptx pwd readlink realpath rm rmdir runcon seq sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf sleep sort split stat stdbuf stty sum sync tac tail tee test timeout touch tr true truncate tsort tty uname unexpand uniq unlink users vdir wc who whoami yes
cpp: cpp
cpp-12: cpp-12
cron: cron crontab
curl: curl
dash: dash sh
debconf: debconf debconf-apt-progress debconf-communicate debconf-copydb debconf-escape debconf-set-selections debconf-show dpkg-preconfigure dpkg-reconfigure
debianutils: add-shell installkernel ischroot remove-shell run-parts savelog tempfile update-shells which tempfile
default-jdk-headless: javac jar jlink jps
default-jre-headless: java keytool
default-mysql-client: mysql mysqldump mariadb mariadb-dump mysqladmin mysqlcheck mysqlimport mysqlshow
diffutils: cmp diff diff3 sdiff
dirmngr: dirmngr dirmngr-client
dnsutils: dig nslookup nsupdate
docker.io: docker dockerd docker-proxy docker-init
dos2unix: dos2unix unix2dos mac2unix
doxygen: doxygen
dpkg: dpkg dpkg-deb dpkg-divert dpkg-fsys-usrunmess dpkg-maintscript-helper dpkg-query dpkg-realpath dpkg-split dpkg-statoverride dpkg-trigger start-stop-daemon update-alternatives
dpkg-dev: dpkg-architecture dpkg-buildflags dpkg-buildpackage dpkg-checkbuilddeps dpkg-distaddfile dpkg-genbuildinfo dpkg-genchanges dpkg-gencontrol dpkg-gensymbols dpkg-mergechangelogs dpkg-name dpkg-parsechangelog dpkg-scanpackages dpkg-scansources dpkg-shlibdeps dpkg-source dpkg-vendor
dumb-init: dumb-init
e2fsprogs: badblocks chattr debugfs dumpe2fs e2freefrag e2fsck e2image e2label e2mmpstatus e2scrub e2scrub_all e2undo e4crypt e4defrag filefrag fsck.ext2 fsck.ext3 fsck.ext4 lsattr mke2fs mkfs.ext2 mkfs.ext3 mkfs.ext4 mklost+found resize2fs tune2fs
entr: entr
exiftool: exiftool
expect: expect unbuffer
fakeroot: fakeroot
fd-find: fdfind
ffmpeg: ffmpeg ffprobe ffplay qt-faststart
file: file
findutils: find xargs
firefox-esr: firefox-esr firefox
fish: fish
flex: flex lex
fontconfig: fc-cache fc-cat fc-conflist fc-list fc-match fc-pattern fc-query fc-scan fc-validate
g++: g++ c++
g++-12: g++-12
gawk: gawk awk
gcc: gcc cc c89 c99 gcc-ar gcc-nm gcc-ranlib gcov gcov-dump gcov-tool lto-dump
gcc-12: gcc-12 gcc-ar-12 gcc-nm-12 gcc-ranlib-12 gcov-12 gcov-dump-12 gcov-tool-12 lto-dump-12
gdal-bin: gdalinfo gdal_translate gdalwarp ogr2ogr ogrinfo gdaladdo gdalbuildvrt
gettext: gettextize msgattrib msgcat msgcmp msgcomm msgconv msgen msgexec msgfilter msgfmt msggrep msginit msgmerge msgunfmt msguniq recode-sr-latin xgettext
gettext-base: envsubst gettext gettext.sh ngettext
gfortran: gfortran
ghostscript: gs ps2pdf pdf2ps eps2eps ps2ascii
gifsicle: gifsicle gifdiff gifview
git: git git-receive-pack git-shell git-upload-archive git-upload-pack scalar
git-lfs: git-lfs
gnupg2: gpg2
golang-go: go gofmt
gosu: gosu
gpg: gpg
gpg-agent: gpg-agent
gpgconf: gpg-connect-agent gpgconf
gpgsm: gpgsm
gpgv: gpgv
gradle: gradle
graphicsmagick: gm
graphviz: dot neato twopi circo fdp sfdp gvpr dot2gxl graphml2gv
grep: egrep fgrep grep rgrep
groff: groff eqn tbl pic
gzip: gunzip gzexe gzip uncompress zcat zcmp zdiff zegrep zfgrep zforce zgrep zless zmore znew
haproxy: haproxy
hostname: dnsdomainname domainname hostname nisdomainname ypdomainname
htop: htop
imagemagick: convert identify mogrify composite montage compare display import animate stream conjure magick
inetutils-telnet: telnet
init-system-helpers: deb-systemd-helper deb-systemd-invoke invoke-rc.d service update-rc.d
inkscape: inkscape
inotify-tools: inotifywait inotifywatch
iproute2: ip ss bridge tc
iptables: iptables ip6tables iptables-save iptables-restore
iputils-ping: ping ping4 ping6
jpegoptim: jpegoptim
jq: jq
krb5-user: kinit klist kdestroy
lame: lame
less: less lessecho lessfile lesskey lesspipe
lftp: lftp lftpget
libarchive-tools: bsdtar bsdcpio bsdcat
libc-bin: getconf getent iconv iconvconfig ld.so ldconfig ldd locale localedef pldd tzselect zdump zic
libc-dev-bin: gencat
libcap2-bin: setcap getcap capsh getpcaps
libglib2.0-bin: gdbus gio glib-compile-schemas gsettings
libimage-exiftool-perl: exiftool
libjpeg-turbo-progs: jpegtran cjpeg djpeg
libncurses-dev: ncurses5-config ncurses6-config ncursesw5-config ncursesw6-config
libpam-runtime: pam-auth-update pam_getenv
libpng-dev: libpng-config libpng16-config
libpq-dev: pg_config
libreoffice-common: soffice libreoffice
libreoffice-core: soffice
libreoffice-writer: lowriter
libtiff-tools: tiffcp tiff2pdf tiffinfo
libtool: libtoolize
libtool-bin: libtool
libvips-tools: vips vipsthumbnail vipsheader
libxml2-dev: xml2-config
libxml2-utils: xmllint xmlcatalog
libxslt1-dev: xslt-config
lld: lld ld.lld
locales: locale-gen update-locale validlocale
login: faillog lastlog login newgrp nologin sg
logrotate: logrotate
logsave: logsave
lsb-release: lsb_release
lsof: lsof
lua5.3: lua5.3
luarocks: luarocks
m4: m4
make: gmake make make-first-existing-target
man-db: accessdb apropos catman lexgrog man man-recode mandb manpath whatis
mariadb-client: mysql mysqldump mariadb mariadb-dump mysqladmin mysqlcheck mysqlimport mysqlshow mysqlslap mariadb-admin mariadb-check
maven: mvn mvnDebug
mawk: mawk awk nawk
mediainfo: mediainfo
memcached: memcached
mercurial: hg
meson: meson
moreutils: sponge ts chronic errno ifdata ifne isutf8 pee vidir vipe zrun
mount: losetup mount swapoff swapon umount
msmtp: msmtp
msmtp-mta: sendmail
mtr: mtr
nano: nano rnano
nasm: nasm ndisasm
ncat: ncat
ncurses-bin: captoinfo clear infocmp infotocap reset tabs tic toe tput tset
net-tools: arp ifconfig ipmaddr iptunnel mii-tool nameif netstat plipconfig rarp route slattach
netcat-openbsd: nc netcat nc.openbsd
netcat-traditional: nc netcat nc.traditional
nginx: nginx
ninja-build: ninja
nmap: nmap nping
nodejs: node nodejs
npm: npm npx
odbcinst: odbcinst
openjdk-17-jdk-headless: javac jar jlink
openjdk-17-jre-headless: java keytool
openssh-client: scp sftp slogin ssh ssh-add ssh-agent ssh-argv0 ssh-copy-id ssh-keygen ssh-keyscan
openssh-server: sshd
openssh-sftp-server: sftp-server
openssl: c_rehash openssl
optipng: optipng
p7zip-full: 7z 7za 7zr p7zip
pandoc: pandoc
parallel: parallel sem
passwd: chage chfn chgpasswd chpasswd chsh cpgr cppw expiry gpasswd groupadd groupdel groupmems groupmod grpck grpconv grpunconv newusers passwd pwck pwconv pwunconv shadowconfig useradd userdel usermod vigr vipw
patch: patch
pdftk-java: pdftk
perl: corelist cpan enc2xs encguess h2ph h2xs instmodsh json_pp libnetcfg perlbug perldoc perlivp perlthanks piconv pl2pm pod2html pod2man pod2text pod2usage podchecker prove ptar ptardiff ptargrep shasum splain streamzip xsubpp zipdetails
perl-base: perl perl5.36.0
php-cli: php phar
php-fpm: php-fpm
pigz: pigz unpigz
pipx: pipx
pkgconf: pkg-config
pkgconf-bin: pkgconf
pngquant: pngquant
poppler-utils: pdftotext pdftoppm pdftocairo pdfinfo pdfimages pdfunite pdfseparate pdftohtml pdffonts pdftops pdfdetach pdfattach
postfix: postfix postconf sendmail newaliases mailq
postgresql-client: psql pg_dump pg_dumpall pg_restore pg_isready createdb dropdb createuser dropuser pg_basebackup pgbench reindexdb vacuumdb
procps: free kill pgrep pidwait pkill pmap ps pwdx skill slabtop snice sysctl tload top uptime vmstat w watch
protobuf-compiler: protoc
psmisc: fuser killall peekfd prtstat pslog pstree pstree.x11
pv: pv
python-is-python3: python
python3: pdb3 pydoc3 pygettext3
python3-dev: python3-config
python3-minimal: py3clean py3compile py3versions python3
python3-pip: pip pip3
python3-venv: pyvenv
python3.11-minimal: python3.11
qpdf: qpdf
r-base-core: R Rscript
rclone: rclone
re2c: re2c
redis-server: redis-server redis-sentinel
redis-tools: redis-cli redis-benchmark redis-check-aof redis-check-rdb
ripgrep: rg
rsync: rsync
rsyslog: rsyslogd
ruby: ruby gem irb erb rdoc ri
rustc: rustc rustdoc
s3cmd: s3cmd
screen: screen
sed: sed
sendmail-bin: sendmail
sensible-utils: select-editor sensible-browser sensible-editor sensible-pager
shared-mime-info: update-mime-database
socat: socat filan procan
software-properties-common: add-apt-repository apt-add-repository
sox: sox play rec soxi
sq: sq
sqlite3: sqlite3
sshpass: sshpass
strace: strace strace-log-merge
subversion: svn svnadmin svnlook svnversion svnserve svnsync svndumpfilter
sudo: sudo visudo sudoedit
supervisor: supervisord supervisorctl
swig: swig
sysvinit-utils: fstab-decode killall5 pidof
tar: tar rmt
tcpdump: tcpdump
telnet: telnet
tesseract-ocr: tesseract
texinfo: makeinfo
texlive-latex-base: latex pdflatex
tini: tini
tmux: tmux
traceroute: traceroute
tree: tree
ucf: lcf ucf ucfq ucfr
unar: unar lsar
unixodbc: isql iusql
unoconv: unoconv
unrar: unrar
unrtf: unrtf
unzip: funzip unzip unzipsfx zipgrep zipinfo
upx-ucl: upx
util-linux: addpart agetty blkdiscard blkid blkzone blockdev chcpu chmem choom chrt ctrlaltdel delpart dmesg fallocate findfs findmnt flock fsck fsck.cramfs fsck.minix fsfreeze fstrim getopt getty hardlink i386 ionice ipcmk ipcrm ipcs isosize last lastb ldattach linux32 linux64 lsblk lscpu lsipc lslocks lslogins lsmem lsns mcookie mesg mkfs mkfs.bfs mkfs.cramfs mkfs.minix mkswap more mountpoint namei nsenter partx pivot_root prlimit readprofile rename.ul resizepart rev rtcwake runuser setarch setpriv setsid setterm su sulogin swaplabel switch_root taskset uclampset unshare utmpdump wdctl whereis wipefs x86_64 zramctl rename.ul
uuid-runtime: uuidgen uuidd uuidparse
vim: vim vi vimdiff vimtutor view ex
vim-tiny: vi view ex vim.tiny
wait-for-it: wait-for-it
watchman: watchman
webp: cwebp dwebp gif2webp img2webp webpmux webpinfo
wget: wget
whois: whois mkpasswd
wkhtmltopdf: wkhtmltopdf wkhtmltoimage
xauth: xauth
xmlstarlet: xmlstarlet
xsltproc: xsltproc
xvfb: Xvfb xvfb-run
xxd: xxd
xz-utils: lzmainfo unxz xz xzcat xzcmp xzdiff xzegrep xzfgrep xzgrep xzless xzmore lzma unlzma lzcat
yarnpkg: yarnpkg
yasm: yasm
yq: yq
zbar-tools: zbarimg
zip: zip zipcloak zipnote zipsplit
zsh: zsh
zstd: pzstd unzstd zstd zstdcat zstdgrep zstdless zstdmt
`;
