import { belongsTo } from './source/calls.js';

/** What a module with C code needs at run time. */
export interface CgoModule {
  readonly module: string;
  /** Debian packages; `null` for the list means that they cannot be named (keep the base). */
  readonly apt: readonly string[] | null;
  readonly apk: readonly string[] | null;
  /** Set when it opens libraries by name at run time: no list of linked libraries shows them. */
  readonly opens: boolean;
  /** True when it also builds without cgo, into a stub that fails on first use. */
  readonly stub?: boolean;
}

const NONE: readonly string[] = [];

function linked(module: string, apt: readonly string[] | null, apk: readonly string[] | null): CgoModule {
  return { module, apt, apk, opens: false };
}

function opening(module: string): CgoModule {
  return { module, apt: null, apk: null, opens: true };
}

/** Modules with C code. Debian names are those that did not change between releases; else null. */
const CGO_MODULES: readonly CgoModule[] = [
  { module: 'github.com/mattn/go-sqlite3', apt: NONE, apk: NONE, opens: false, stub: true },
  { module: 'gorm.io/driver/sqlite', apt: NONE, apk: NONE, opens: false, stub: true },
  linked('crawshaw.io/sqlite', NONE, NONE),
  linked('zombiezen.com/go/sqlite/cgo', NONE, NONE),
  linked('github.com/mutecomm/go-sqlcipher', NONE, NONE),
  {
    module: 'github.com/confluentinc/confluent-kafka-go',
    apt: ['librdkafka1'],
    apk: ['librdkafka'],
    opens: false,
    stub: true,
  },
  linked('github.com/h2non/bimg', null, ['vips']),
  linked('github.com/davidbyttow/govips', null, ['vips']),
  linked('gopkg.in/gographics/imagick.v2', null, ['imagemagick']),
  linked('gopkg.in/gographics/imagick.v3', null, ['imagemagick']),
  linked('github.com/google/gopacket/pcap', null, ['libpcap']),
  linked('github.com/libgit2/git2go', null, ['libgit2']),
  linked('github.com/pebbe/zmq4', ['libzmq5'], ['zeromq']),
  linked('github.com/linxGnu/grocksdb', null, null),
  linked('github.com/tecbot/gorocksdb', null, null),
  linked('github.com/jmhodges/levigo', ['libleveldb1d'], ['leveldb']),
  linked('github.com/DataDog/zstd', NONE, NONE),
  linked('github.com/valyala/gozstd', NONE, NONE),
  linked('github.com/marcboeker/go-duckdb', ['libstdc++6', 'libgcc-s1'], ['libstdc++', 'libgcc']),
  linked('github.com/bytecodealliance/wasmtime-go', ['libgcc-s1'], ['libgcc']),
  linked('github.com/wasmerio/wasmer-go', ['libgcc-s1'], ['libgcc']),
  linked('github.com/smacker/go-tree-sitter', ['libstdc++6', 'libgcc-s1'], ['libstdc++', 'libgcc']),
  linked('github.com/yanyiwu/gojieba', ['libstdc++6', 'libgcc-s1'], ['libstdc++', 'libgcc']),
  linked('github.com/otiai10/gosseract', null, null),
  linked('gocv.io/x/gocv', null, null),
  linked('github.com/google/gousb', ['libusb-1.0-0'], ['libusb']),
  linked('github.com/gordonklaus/portaudio', ['libportaudio2'], ['portaudio']),
  linked('github.com/hajimehoshi/oto', null, ['alsa-lib']),
  linked('github.com/veandco/go-sdl2', null, null),
  linked('github.com/go-gl', null, null),
  opening('github.com/miekg/pkcs11'),
  opening('github.com/ThalesIgnite/crypto11'),
  opening('github.com/godror/godror'),
  opening('github.com/mattn/go-oci8'),
  opening('github.com/yalue/onnxruntime_go'),
  opening('github.com/coreos/go-systemd/sdjournal'),
  opening('github.com/coreos/go-systemd/v22/sdjournal'),
  opening('github.com/alexbrainman/odbc'),
  opening('github.com/ibmdb/go_ibm_db'),
  opening('github.com/ebitengine/purego'),
];

/** What the table knows of the module that a package path belongs to; null for a module without C code. */
export function cgoModule(path: string): CgoModule | null {
  return CGO_MODULES.find((each) => belongsTo(path, each.module)) ?? null;
}
