# Reads "importer imported", one a line, and prints the ties that point upward in
# main → internal/app → api/console → api → deadlines → holidays → the other internal
# packages, or to what only tests may import. Ranks are 7 to 1; 0 is not looked at.
function rank(p) {
	return p == "shixian" ? 7 : p ~ "^shixian/internal/app" ? 6 : p ~ "^shixian/api/console" ? 5 : p ~ "^shixian/api" ? 4 : \
		p ~ "^shixian/deadlines" ? 3 : p ~ "^shixian/holidays" ? 2 : p ~ "^shixian/internal/(address|charset|config|integer|numeral|redis|server)" ? 1 : 0
}
rank($1) && (rank($2) > rank($1) || $2 ~ "^shixian/(test|deploy|internal/tools)/") { print; n++ }
END { exit n > 0 }
