module example.org/greeter/v2

go 1.22
