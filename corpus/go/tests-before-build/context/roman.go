// Package roman writes numbers as the Romans did.
package roman

import "strings"

var digits = []struct {
	value int
	text  string
}{
	{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"},
	{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
}

// Numeral returns the Roman numeral of a positive number.
func Numeral(number int) string {
	var out strings.Builder
	for _, digit := range digits {
		for number >= digit.value {
			out.WriteString(digit.text)
			number -= digit.value
		}
	}
	return out.String()
}
