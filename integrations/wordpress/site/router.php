<?php
// For the server in PHP: files of the site, files of WordPress, and all other addresses as posts.
$path = rawurldecode( parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) );
if ( str_starts_with( $path, '/wp-content/' ) && ! str_contains( $path, '..' ) ) {
	$file  = getenv( 'SITE' ) . $path;
	$types = array(
		'js'   => 'text/javascript',
		'css'  => 'text/css',
		'wasm' => 'application/wasm',
		'txt'  => 'text/plain',
		'svg'  => 'image/svg+xml',
	);
	if ( ! is_file( $file ) ) {
		http_response_code( 404 );
		return true;
	}
	$type = $types[ pathinfo( $file, PATHINFO_EXTENSION ) ] ?? 'application/octet-stream';
	header( "Content-Type: $type" );
	readfile( $file );
	return true;
}
$file = $_SERVER['DOCUMENT_ROOT'] . $path;
if ( is_file( $file ) || is_file( "$file/index.php" ) ) {
	return false;
}
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
