package bundle

// SignedText is what the signature of a bundle is over.
var SignedText = signedText
