/**
 * Packages that start programs of the operating system, by the programs that they start (their README files and sources).
 * Programs that no image of Node holds stand here too: a Dockerfile installs them for the package. Tools for developers
 * that often stand among dependencies by mistake do not: nothing in production calls them.
 */
const callers: Readonly<Record<string, string>> = {
  ps:
    'pidusage ps-list ps-tree ps-node ps-man tree-kill terminate pidtree pidusage-tree process-exists fkill current-processes find-process ' +
    'pm2 forever forever-monitor kill-process-by-name',
  'ps w free': 'os-utils node-os-utils',
  'ps w ss netstat ip': 'systeminformation',
  'ss netstat lsof': 'find-process pid-from-port pid-port',
  'lsof ps': 'kill-port cross-port-killer port-pid fkill',
  git:
    'simple-git gift git-promise git-exec git-cli git-client git-wrapper gitty git-rev git-rev-sync git-rev-2 git-last-commit ' +
    'git-describe git-state git-commit-info git-commit-count git-commit-date git-commit-id git-current-branch current-git-branch last-commit-log ' +
    'gitlog git-latest-semver-tag git-tags git-clone git-diff git-username git-date-extractor ' +
    'git-revision node-git-info ' +
    'degit download-git-repo node-git-server git-http-backend pushover ' +
    '@npmcli/git git-repo-name git-root-dir',
  hg: 'hg',
  svn: 'svn-spawn svn-interface node-svn-ultimate',
  'gm convert identify': 'gm gm-reloaded graphicsmagick smartcrop-gm pdf2pic multer-imager gm-buffer',
  'convert identify':
    'imagemagick node-imagemagick imagemagick-stream imagemagick-cli imagemagick-convert imagemagick-composite imagemagick-dynamic ' +
    'easyimage im-metadata im-resize im-magick quickthumb pdf-image filepreview filepreview-es6 thumbler paperclip ' +
    'imagemagick-color-picker node-magick dominant-color imagecolors image-watermark',
  'compare convert identify': 'image-diff',
  gs: 'pdf2pic gs node-gs ghostscript-node pdf-extract compress-pdf',
  'ffmpeg ffprobe':
    'fluent-ffmpeg fluent-ffmpeg-extended ffmpeg simple-ffmpeg node-ffmpeg ffmpeg-concat editly ffmetadata audiosprite video-thumb thumbsupply filepreview filepreview-es6 ' +
    'prism-media discord-player distube node-media-server rtsp-ffmpeg node-rtsp-stream rtsp-stream videoshow audioconcat yt-dlp-wrap wa-sticker-formatter stream-transcoder',
  ffprobe: 'node-ffprobe ffprobe-client get-video-dimensions get-media-dimensions',
  sox: 'sox sox-audio sox-stream node-record-lpcm16 node-audiorecorder',
  arecord: 'mic',
  lame: 'node-lame',
  mediainfo: 'mediainfo mediainfo-parser node-mediainfo',
  'pdfinfo pdftotext pdftoppm pdftocairo pdfimages':
    'node-poppler pdf-poppler pdf-image pdf-text-extract pdftotextjs pdf-util pdf-to-text pdfinfo pdf-extract textract node-pdftocairo node-ts-ocr pdf-to-image',
  'antiword unrtf': 'textract',
  tesseract: 'node-tesseract node-tesseract-ocr tesseractocr textract pdf-extract node-ts-ocr',
  pdftk: 'node-pdftk pdftk pdffiller pdffiller-stream pdf-merge pdf-extract fill-pdf',
  qpdf: 'node-qpdf node-qpdf2 qpdf',
  soffice: 'libreoffice-convert libreoffice-file-converter docxtopdf office-to-pdf carbone awesome-unoconv',
  unoconv: 'unoconv unoconv2 awesome-unoconv filepreview filepreview-es6',
  wkhtmltopdf: 'wkhtmltopdf node-wkhtmltopdf wkhtmltox',
  wkhtmltoimage: 'wkhtmltoimage wkhtmltox node-wkhtmltoimage',
  pandoc: 'node-pandoc pandoc simple-pandoc pandoc-async node-pandoc-promise',
  pdflatex: 'node-latex latex',
  dot: 'graphviz node-graphviz @ts-graphviz/adapter node-plantuml ',
  java:
    'java java-caller node-java-caller node-plantuml jdbc nodejs-jdbc tika node-tika pdfbox-simple node-pdfbox google-closure-compiler-java selenium-server ' +
    'selenium-standalone vnu-jar',
  inkscape: 'inkscape',
  zbarimg: 'zbarimg',
  exiftool: 'exiftool node-exiftool',
  'python3 python':
    'python-shell python-bridge pythonia youtube-dl youtube-dl-exec youtube-dl-wrap youtube-dl-progress-wrap yt-dlp-wrap yt-dlp-exec ytdlp-nodejs youtubedl-core ' +
    '@distube/yt-dlp @distube/youtube-dl',
  'gcc g++ python3 java': 'compilex compile-run',
  ruby: 'ruby-sass',
  php: 'node-php php-express node-php-server php-server gulp-connect-php',
  Rscript: 'r-script rscript r-integration',
  unrar: 'node-unrar unrar unrar-promise',
  unar: 'all-unpacker unpack-all',
  'zip unzip': 'cross-zip bestzip cross-unzip',
  '7z': 'node-7z node-7z-archive',
  file: 'mime-magic',
  curl: 'curlrequest curl-cmd',
  rsync: 'rsync rsyncwrapper ssh-pool shipit-cli shipit-deploy',
  'ssh scp': 'scp rsync ssh-pool shipit-cli shipit-deploy flightplan open-ssh-tunnel',
  'ssh-keygen': 'ssh-keygen ssh-keygen-lite',
  openssl:
    'pem pem-promise openssl-wrapper node-openssl-cert openssl-nodejs node-openssl-p12 openssl-cert-tools devcert create-cert passbook p12-pem',
  gpg: 'gpg node-gpg',
  ping: 'ping local-devices',
  arp: 'node-arp @network-utils/arp-lookup local-devices',
  ip: 'default-gateway network',
  ifconfig: 'network wireless-tools',
  traceroute: 'traceroute nodejs-traceroute',
  nmap: 'node-nmap',
  dig: 'node-dig-dns',
  crontab: 'crontab',
  locale: 'os-locale',
  sendmail: 'nodemailer-sendmail-transport',
  docker: 'docker-cli-js docker-compose',
  chromium: 'chrome-launcher',
};

const programsBy: ReadonlyMap<string, readonly string[]> = (() => {
  const found = new Map<string, string[]>();
  for (const [programs, packages] of Object.entries(callers))
    for (const name of packages.trim().split(/\s+/))
      found.set(name, [...new Set([...(found.get(name) ?? []), ...programs.split(' ')])]);
  return found;
})();

/** Programs of the operating system that a package starts. */
export function programsOfPackage(name: string): readonly string[] {
  return programsBy.get(name) ?? [];
}

/** Every program that some package starts. */
export const calledPrograms: readonly string[] = [...new Set([...programsBy.values()].flat())];
