module example.org/sniff

go 1.22
