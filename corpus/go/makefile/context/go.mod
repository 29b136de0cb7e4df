module example.org/rabbits

go 1.22
