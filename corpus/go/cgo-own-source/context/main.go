package main

/*
#include <stdlib.h>
#include "adler.h"
*/
import "C"

import (
	"fmt"
	"os"
	"strings"
	"unsafe"
)

func main() {
	text := strings.Join(os.Args[1:], " ")
	raw := C.CString(text)
	defer C.free(unsafe.Pointer(raw))
	fmt.Printf("checksum of %q: %08x\n", text, uint32(C.adler(raw)))
}
