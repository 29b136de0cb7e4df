package roman

import (
	"os"
	"strings"
	"testing"
)

func TestNumeral(t *testing.T) {
	text, err := os.ReadFile("testdata/numerals.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got := Numeral(14); got != strings.TrimSpace(string(text)) {
		t.Errorf("14 is %s", got)
	}
}
