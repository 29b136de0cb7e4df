package main

// #cgo LDFLAGS: -lpcap
// #include <pcap/pcap.h>
import "C"

import "fmt"

func main() {
	fmt.Println(C.GoString(C.pcap_lib_version()))
}
