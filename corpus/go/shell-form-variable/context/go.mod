module example.org/address

go 1.22
