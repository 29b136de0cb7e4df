import type { OsPackageManager } from '../effects/types.js';
import type { PackageClass } from './types.js';

function list(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((name) => name !== ''));
}

/** Tools that only make things. Names of all managers together: none means something else elsewhere. */
const build = list(`
  build-essential alpine-sdk build-base gcc g++ gcc-c++ c++ cpp clang llvm lld make gmake cmake ninja ninja-build samurai meson
  autoconf automake libtool libtool-bin m4 bison flex byacc pkg-config pkgconf pkgconfig pkgconf-pkg-config patch dpkg-dev
  dpkg debhelper devscripts fakeroot dh-make linux-headers kernel-headers libc-dev libc6-dev musl-dev glibc-devel rpm-build
  nasm yasm gfortran gcc-gfortran swig protobuf-compiler protobuf protoc re2c gettext maven gradle ant sbt golang golang-go go
  rust rustc cargo default-jdk default-jdk-headless node-gyp git-lfs mercurial subversion php-dev php-devel ruby-dev
  erlang-dev upx upx-ucl binutils ccache sccache shellcheck hadolint xsltproc doxygen texinfo intltool gperf scons bazel
  g++-multilib gcc-multilib autoconf-archive autotools-dev elfutils fortify-headers python3-wheel equivs gdb
  libc++-dev vala valac ragel peg quilt cython cython3 python3-cffi bzr cvs
`);

/** What exists to be there when the app runs. */
const runtime = list(`
  ca-certificates tzdata tzdata-legacy locales locales-all musl-locales musl-locales-lang fontconfig tini dumb-init gosu
  su-exec supervisor cron dcron cronie busybox-suid anacron nginx nginx-full nginx-light nginx-extras apache2 httpd
  libapache2-mod-php php-fpm php-cli php openssh-server openssh postfix msmtp msmtp-mta ssmtp sendmail exim4
  redis redis-server postgresql postgresql-server mysql-server mariadb-server mariadb memcached rabbitmq-server
  default-jre default-jre-headless icu-data-full icu-data-en icu-libs libstdc++ libgcc libgomp libc6-compat gcompat netbase
  logrotate rsyslog fuse fuse3 krb5-user krb5-config media-types mime-support mailcap shared-mime-info chromium
  chromium-browser chromium-driver chromium-chromedriver chromium-sandbox google-chrome-stable firefox-esr ffmpeg
  imagemagick graphicsmagick ghostscript poppler-utils tesseract-ocr wkhtmltopdf xvfb xauth graphviz qpdf pdftk
  libreoffice libreoffice-writer libreoffice-calc libreoffice-core unoconv pandoc exiftool libimage-exiftool-perl mediainfo
  optipng jpegoptim pngquant gifsicle webp jpegtran haproxy varnish squid stunnel4 stunnel wait-for-it nss nss-tools
  s6 s6-overlay runit multirun unixodbc odbcinst tdsodbc hunspell espeak sox lame vorbis-tools glibc-langpack-en
  libnss-wrapper nss_wrapper openjdk-8-jre openjdk-11-jre openjdk-17-jre openjdk-21-jre ttf-freefont ttf-dejavu
  harfbuzz freetype vips librsvg cairo pango pixman giflib gdk-pixbuf libjpeg-turbo libpng libwebp tiff oniguruma
  libzip sqlite-libs postgresql-libs mariadb-connector-c libpq libxml2 libxslt libcurl yaml gmp snappy rabbitmq-c c-client
  libldap libsodium libffi zlib readline ncurses-libs libbz2 xz-libs zstd-libs lz4-libs libevent
`);

/** Tools that an app or a person may call: what the start scripts, probes and sources name decides. */
const ambiguous = list(`
  curl wget git bash openssl openssh-client openssh-client-default openssh-clients sshpass rsync jq yq gettext-base
  envsubst sed gawk mawk grep coreutils findutils diffutils util-linux moreutils netcat netcat-openbsd netcat-traditional
  nmap-ncat nc iputils-ping iputils dnsutils bind9-dnsutils bind9-host bind-tools bind-utils telnet inetutils-telnet
  busybox-extras net-tools iproute2 tcpdump traceroute mtr nmap socat strace lsof vim vim-tiny vim-nox nano less htop tmux
  screen man man-db tree unzip zip tar xz xz-utils bzip2 gzip p7zip p7zip-full 7zip zstd lz4 brotli python python2 python3
  python3-minimal python3-pip python3-venv python3-setuptools python-pip py3-pip py-pip python-is-python3 sudo doas gnupg
  gnupg2 gnupg1 gpg gpg-agent dirmngr apt-utils apt-transport-https software-properties-common lsb-release dialog whiptail
  postgresql-client default-mysql-client mysql-client mariadb-client redis-tools mongodb-clients mongodb-org-tools
  mongodb-tools sqlite3 sqlite awscli aws-cli kubectl s3cmd rclone ansible docker docker.io docker-cli docker-ce-cli nodejs
  nodejs-current npm yarn yarnpkg pnpm composer procps procps-ng psmisc shadow acl attr file bc expect inotify-tools entr
  watchman parallel whois dos2unix lftp ftp uuid-runtime groff bash-completion tig zsh fish iptables perl lua5.3 ruby
  ruby-full bundler pipx libcap libcap2-bin passwd adduser make-guile apache2-utils cifs-utils nfs-common
  xmlstarlet libxml2-utils multitail debconf-utils busybox busybox-static libarchive-tools cabextract
`);

/** Name patterns of what is there to build with, before the lists: `-dev` beats `lib`. */
const devSuffix = /-(dev|devel|headers|static|dbg|dbgsym|doc|src|debuginfo|debug-info|docs)$/;

const runtimePattern =
  /^(fonts-|ttf-|font-|xfonts-|msttcorefonts|libreoffice|tesseract-ocr|tesseract-|glibc-langpack-|aspell-|hunspell-|php\d+-|php\d\.\d-|php-|openjdk-?\d+-jre|openjdk\d+-jre|java-.*-openjdk-headless|icu-data|nginx-mod|libapache2-mod-|supervisor|python3-numpy|ca-certificates|mongodb-org-server|newrelic|datadog)/;

const buildPattern =
  /^(gcc|g\+\+|clang|llvm|cpp|gfortran|binutils|linux-headers|kernel-devel|kernel-headers|openjdk-?\d+-jdk|openjdk\d+|java-.*-openjdk-devel|golang-|cargo-|rustc-|python\d?(\.\d+)?-dev)([-\d.].*)?$/;

/** Shared libraries: `libpq5`, `libicu72`, `libgtk-3-0t64`. Alpine names tools with lib too rarely to matter. */
const library = /^lib[a-z0-9+]/;

/**
 * What an OS package is for, by name alone. `dev`: headers and the like, with a run-time counterpart perhaps
 * (`runtimeCounterparts`); `ambiguous`: what the start commands and sources name decides; `unknown`: keep it.
 */
export function classifyPackage(name: string, manager: OsPackageManager): PackageClass {
  const bare = name.replace(/:[a-z0-9]+$/, '').replace(/^(so|cmd|pc):/, '');
  // Alpine's `so:libpq.so.5` names a library, `cmd:envsubst` a program.
  if (name.startsWith('so:')) return 'runtime';
  if (name.startsWith('cmd:')) return 'ambiguous';
  if (name.startsWith('pc:')) return 'dev';
  if (name.startsWith('@') || name.startsWith('.'))
    return name.toLowerCase() === '@development tools' ? 'build' : 'unknown';
  // Alpine's dpkg is php's build helper; Debian's is the system.
  if (bare === 'dpkg' && manager !== 'apk') return 'runtime';
  if (build.has(bare)) return 'build';
  if (runtime.has(bare)) return 'runtime';
  if (ambiguous.has(bare)) return 'ambiguous';
  if (devSuffix.test(bare)) return 'dev';
  if (buildPattern.test(bare)) return 'build';
  if (runtimePattern.test(bare)) return 'runtime';
  if (library.test(bare)) return 'runtime';
  return 'unknown';
}
