module example.org/geese

go 1.22

require example.org/plural v0.2.0
