package app

import (
	"fmt"
	"os"

	"shixian/api/console/page"
	"shixian/internal/config"
)

// readOffice returns whose service the settings say it is, with its logo read and checked.
func readOffice(s *config.Settings) (page.Office, error) {
	out := page.Office{Name: s.OfficeName}
	if s.OfficeLogo == "" {
		return out, nil
	}
	var err error
	if out.Logo, err = os.ReadFile(s.OfficeLogo); err != nil {
		return out, fmt.Errorf("SHIXIAN_OFFICE_LOGO: %w", err)
	}
	if _, err := page.CheckLogo(out.Logo); err != nil {
		return out, fmt.Errorf("SHIXIAN_OFFICE_LOGO: %s: %w", s.OfficeLogo, err)
	}
	return out, nil
}
