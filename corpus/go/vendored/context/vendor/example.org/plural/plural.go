// Package plural counts things in words.
package plural

import "fmt"

// Of writes a number with the word that fits it.
func Of(number int, one, many string) string {
	if number == 1 {
		return "one " + one
	}
	return fmt.Sprintf("%d %s", number, many)
}
